// What Streamlit's page lacks for those who listen or use the keyboard. Begins with the constant KT of shell.py.

const PATIENCE = 1000; // milliseconds

/** Say which language the page is in: Streamlit changes the address, not the page, when another one is chosen. */
function keepLanguage() {
  const asked = new URLSearchParams(location.search).get("sprog");
  const chosen = Object.keys(KT.names).find((code) => asked === code || asked === KT.names[code]);
  const lang = chosen ?? "da";
  const before = document.documentElement.lang;
  if (before === lang) return;
  document.documentElement.lang = lang;
  say(document.body, wordsFrom(before, lang));
}

/** Lead past the menu: the heading takes the focus, and the address keeps its form. */
function skip(event) {
  if (!event.target.closest?.(".kt-skip")) return;
  event.preventDefault();
  const heading = document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** The points of the chart in focus that have words, from left to right. */
function pointsOf(chart) {
  const told = (chart.data ?? []).filter((trace) => trace.customdata);
  return told
    .flatMap((trace) => trace.x.map((x, i) => ({ x, y: trace.y[i], text: trace.customdata[i] })))
    .sort((one, other) => one.x - other.x);
}

/** A reader on the chart: arrow keys step from point to point, a screen reader says each one. */
function addReader(chart) {
  const points = pointsOf(chart);
  if (!points.length) return;
  const reader = document.createElement("div");
  reader.className = "kt-reader";
  reader.tabIndex = 0;
  reader.setAttribute("role", "slider");
  reader.setAttribute("aria-valuemin", "1");
  reader.innerHTML = '<i aria-hidden="true"></i><b aria-hidden="true"></b>';
  chart.append(reader);
  let at = points.length - 1;
  const show = () => {
    const now = pointsOf(chart); // a choice in the sidebar changes the chart under the reader
    at = Math.max(0, Math.min(at, now.length - 1));
    const { xaxis, yaxis } = chart._fullLayout;
    const point = now[at];
    const left = xaxis._offset + xaxis.l2p(point.x);
    reader.style.setProperty("--x", `${left}px`);
    reader.style.setProperty("--y", `${yaxis._offset + yaxis.l2p(point.y)}px`);
    reader.classList.toggle("kt-reader-right", left > chart.clientWidth / 2);
    reader.lastChild.textContent = point.text;
    reader.setAttribute("aria-label", KT.chart[document.documentElement.lang]);
    reader.setAttribute("aria-valuemax", now.length);
    reader.setAttribute("aria-valuenow", at + 1);
    reader.setAttribute("aria-valuetext", point.text);
  };
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -Infinity, End: Infinity };
  reader.addEventListener("keydown", (event) => {
    if (!(event.key in step)) return;
    event.preventDefault();
    const last = pointsOf(chart).length - 1;
    at = Math.max(0, Math.min(last, at + step[event.key]));
    show();
  });
  reader.addEventListener("focus", show);
  show();
}

/** Name a button of an uploader as the style sheet writes on it; a name that a style sheet gives is not always read. */
function nameUploader(button) {
  const lang = document.documentElement.lang;
  const chosen = button.closest("[data-testid=stFileChip]")?.querySelector("[title]")?.title;
  const name = chosen ? `${KT.remove[lang]} ${chosen}` : KT.upload[lang];
  if (button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name);
}

function look() {
  keepLanguage();
  document.querySelectorAll("[data-testid=stFileUploaderDropzone] button").forEach(nameUploader);
  for (const chart of document.querySelectorAll(".st-key-focus .js-plotly-plot")) {
    if (chart._fullLayout?.xaxis?.l2p && !chart.querySelector(".kt-reader")) addReader(chart);
  }
}

/** Say that the page is being worked on, once somebody has waited a second; seen and heard. */
function tellOfWork() {
  const told = document.querySelector(".kt-working");
  let since = Date.now();
  setInterval(() => {
    const isAtRest = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
    if (isAtRest) since = Date.now();
    const words = Date.now() - since > PATIENCE ? KT.working[document.documentElement.lang] : "";
    if (told.textContent !== words) told.textContent = words;
  }, 200);
}

/** Have the chart in focus drawn again when the system turns light or dark, once Streamlit has followed. */
function followTheme() {
  const redraw = () => document.querySelector(".st-key-tegn-igen button")?.click();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(redraw, 300));
}

let isWaiting = false;
new MutationObserver(() => {
  if (isWaiting) return;
  isWaiting = true;
  setTimeout(() => {
    isWaiting = false;
    look();
  }, 100);
}).observe(document.body, { childList: true, subtree: true });
document.addEventListener("click", skip);
tellOfWork();
followTheme();
look();
