// The desk's camera: reads the code of an invitation where the browser itself can; the field does
// the rest. Nothing of the picture is kept or sent.
(function () {
  "use strict";
  const field = document.getElementById("desk-q");
  const button = document.querySelector("[data-camera]");
  const view = document.querySelector("[data-camera-view]");
  if (!field || !button || !view || !("BarcodeDetector" in window)) return;
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  const video = view.querySelector("video");
  let stream = null;

  async function stop() {
    view.hidden = true;
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = null;
  }

  async function look(detector) {
    if (!stream) return;
    try {
      const codes = await detector.detect(video);
      const ours = codes.find((code) => code.rawValue.startsWith("TN1-"));
      if (ours) {
        await stop();
        field.value = ours.rawValue;
        field.form.requestSubmit();
        return;
      }
    } catch {
      // No picture yet: looked at again below.
    }
    setTimeout(() => look(detector), 150);
  }

  async function start() {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      button.hidden = true;
      return;
    }
    video.srcObject = stream;
    view.hidden = false;
    await video.play();
    look(new window.BarcodeDetector({ formats: ["qr_code"] }));
  }

  window.BarcodeDetector.getSupportedFormats().then((formats) => {
    if (!formats.includes("qr_code")) return;
    button.hidden = false;
    button.addEventListener("click", start);
  });
})();
