// Reads a question aloud with the browser's own voice, where it has one. Without it, or without
// this file, an adult reads.

const speech = window.speechSynthesis;
const words = [...document.querySelectorAll("[data-aloud]")];
if (speech && words.length) {
  const language = document.querySelector("[data-language]")?.dataset.language ?? "";
  const voice = () => speech.getVoices().find((v) => language && v.lang.toLowerCase().startsWith(language));
  for (const head of words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-2 aloud";
    button.textContent = "Read it to me";
    button.addEventListener("click", () => {
      speech.cancel();
      const said = new SpeechSynthesisUtterance(head.textContent);
      said.lang = language || "en-GB";
      const own = voice();
      if (own) said.voice = own;
      said.rate = 0.9;
      speech.speak(said);
    });
    head.after(button);
  }
  addEventListener("pagehide", () => speech.cancel());
}
