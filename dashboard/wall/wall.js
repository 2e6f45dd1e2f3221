"use strict";
(() => {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const at = id => document.getElementById(id);
  const refresh = settings.refresh * 1000;
  const patience = 1.5 * refresh;           // silence from the server before the numbers turn grey
  const pauseEndsAfter = settings.pause * 1000;
  let state = settings.state;               // the server's latest answer; all words in it are ready to show
  let ahead = state.now - performance.now(); // the server's clock counts, never the clock of this machine
  let heardAt = settings.isFresh ? performance.now() : -Infinity;
  let slides = [], shown = -1, pausedAt = null, drift = Date.now() - performance.now(), leavesAt = null;

  const now = () => performance.now() + ahead;
  const say = (id, text) => { if (at(id).textContent !== text) at(id).textContent = text; };

  function adopt() {
    slides = [...document.querySelectorAll(".slide")];
    const dots = slides.length > 1 && slides.length <= settings.dots ? slides.length : 0;
    at("dots").replaceChildren(...Array.from({length: dots}, () => document.createElement("i")));
    shown = -1;
    show(pausedAt === null ? turn() : 0);
  }

  const turn = () => Math.floor(now() / (settings.seconds * 1000)) % Math.max(slides.length, 1);

  function show(number) {
    if (number === shown || !slides.length) return;
    const next = Math.min(number, slides.length - 1);
    slides.forEach((slide, i) => { slide.hidden = i !== next; });
    [...at("dots").children].forEach((dot, i) => { dot.className = i === next ? "on" : ""; });
    say("page", slides.length > 1 ? settings.page.replace("{n}", next + 1).replace("{n_all}", slides.length) : "");
    shown = next;
  }

  function mark() {
    const isLost = performance.now() - heardAt > patience;
    const notice = isLost ? state.lost : state.notice;
    document.body.classList.toggle("old", notice !== "");
    document.body.dataset.state = isLost ? "lost" : notice ? "late" : "good";
    say("notice", notice);
    for (const id of ["scope", "synthetic", "data", "fetched"]) say(id, state[id]);
    say("checked", state.checked);
  }

  async function ask(address) {
    const answer = await fetch(address, {cache: "no-store", signal: AbortSignal.timeout(Math.min(refresh, 8000))});
    if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
    return answer;
  }

  async function listen() {
    const asked = performance.now();
    try {
      const told = await (await ask(settings.state_address)).json();
      if (told.tag !== state.tag || !slides.length) {
        at("slides").innerHTML = await (await ask(settings.slides_address)).text();
        state = told;
        adopt();
      }
      state = told;
      ahead = told.now - (asked + performance.now()) / 2;
      heardAt = performance.now();
      plan(told);
    } catch (_) { /* no answer: the marks below say so once patience is over */ }
    mark();
    const isHeard = heardAt >= asked;
    setTimeout(listen, isHeard ? refresh * (0.95 + 0.1 * Math.random()) : Math.min(refresh / 3, 5000));
  }

  function plan(told) {
    if (told.setup !== settings.state.setup) { reload(); return; } // sizes or theme have changed
    if (told.load === settings.state.load) leavesAt = null;
    else if (leavesAt === null) leavesAt = performance.now() + Math.random() * settings.spread * 1000;
    else if (performance.now() > leavesAt) reload();
  }

  async function reload() {
    try {
      await (await ask(location.href)).text(); // only leave when there is a page to come back to
      location.reload();
    } catch (_) { leavesAt = null; }
  }

  function pause(isPaused) {
    pausedAt = isPaused ? performance.now() : null;
    document.body.classList.toggle("paused", isPaused);
    if (at("pause")) {
      at("pause").setAttribute("aria-pressed", String(isPaused));
      say("pause", isPaused ? settings.words.goes_on : settings.words.pause);
    }
  }

  function step(by) {
    pause(true);
    show((shown + by + slides.length) % slides.length);
  }

  document.addEventListener("keydown", event => {
    if (event.key === " " || event.key === "p" || event.key === "Enter") { event.preventDefault(); pause(pausedAt === null); }
    if (event.key === "ArrowRight") step(1);
    if (event.key === "ArrowLeft") step(-1);
  });
  document.addEventListener("click", () => pause(pausedAt === null));

  setInterval(() => {
    if (pausedAt !== null && performance.now() - pausedAt > pauseEndsAfter) pause(false);
    if (pausedAt === null) show(turn());
    const moved = Date.now() - performance.now() - drift;
    if (Math.abs(moved) > refresh) { drift += moved; if (moved > 0) heardAt = -Infinity; } // the machine has slept
    mark();
  }, settings.tick);

  adopt();
  mark();
  listen();
})();
