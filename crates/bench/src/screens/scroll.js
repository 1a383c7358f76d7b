// Ten seconds of scrolling, as DESIGN measures them: the intervals between frames, and the tasks that blocked for long.
const list = document.querySelector("#queue-list");
const pixels = 80, lasts = 10_000;
const frames = [], long = [];
window.scrolled = null;
new PerformanceObserver((seen) => long.push(...seen.getEntries().map((task) => task.duration))).observe({ entryTypes: ["longtask"] });
let began, last;
const frame = (now) => {
  if (began === undefined) began = now; else frames.push(now - last);
  last = now;
  list.scrollTop += pixels;
  if (now - began < lasts) requestAnimationFrame(frame);
  else setTimeout(() => { window.scrolled = { frames, long, rows: Math.round(list.scrollTop / 40) }; }, 200);
};
requestAnimationFrame(frame);
