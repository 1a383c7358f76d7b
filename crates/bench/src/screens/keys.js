// From each key to the frame that shows what it did.
window.struck = [];
addEventListener("keydown", (event) => {
  const from = event.timeStamp;
  requestAnimationFrame(() => setTimeout(() => window.struck.push(performance.now() - from)));
}, true);
