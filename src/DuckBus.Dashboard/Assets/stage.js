// What a server cannot do: keys, the theme, going from pod to pod, and noticing that the server is gone.
(() => {
  const root = document.documentElement;
  const stored = localStorage.getItem("theme");
  if (stored) root.dataset.theme = stored;

  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const switchTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  };

  // One stop for the Tab key in each group of pods; the arrows do the rest.
  const walk = event => {
    const at = document.activeElement.closest?.("button.pod");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!at || !step) return false;
    const pods = [...document.querySelectorAll("main button.pod")];
    pods[(pods.indexOf(at) + step + pods.length) % pods.length]?.focus();
    event.preventDefault();
    return true;
  };
  const oneStop = () => document.querySelectorAll("main .pods").forEach(group => {
    const pods = [...group.querySelectorAll("button.pod")];
    const stop = pods.find(pod => pod === document.activeElement) ?? pods[0];
    pods.forEach(pod => { if ((pod.tabIndex === 0) !== (pod === stop)) pod.tabIndex = pod === stop ? 0 : -1; });
  });

  let page = null, heard = performance.now(), shown = "";
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.("input[type=text], textarea")) return;
    if (event.key.toLowerCase() === "t") return switchTheme();
    if (walk(event) || event.repeat) return;
    if (event.key.length === 1 && event.key !== " " || event.key === "Escape") page?.invokeMethodAsync("KeyAsync", event.key === "Escape" ? event.key : event.key.toLowerCase()).catch(() => { });
  });
  document.addEventListener("click", event => { if (event.target.closest?.("[data-theme-switch]")) switchTheme(); });

  // The server moves the clock every second. A clock that stands still is a page that must not look live; a page without one shows what was.
  setInterval(() => {
    const now = document.querySelector("[data-beat]")?.dataset.beat;
    if (now === undefined) return;
    if (now !== shown) { shown = now; heard = performance.now(); }
    const silence = performance.now() - heard;
    if (root.dataset.link !== "lost") root.dataset.link = silence > 3500 ? "quiet" : page ? "up" : "opening";
    if (silence > 10000) afresh();
    oneStop();
  }, 250);

  // A page whose circuit broke stays silent for ever, although the server is well.
  const afresh = async () => {
    heard = performance.now();
    if (await fetch("healthz").then(answer => answer.ok, () => false)) location.reload();
  };

  const pause = ms => new Promise(done => setTimeout(done, ms));
  const again = async () => {
    while (root.dataset.link === "lost") {
      try {
        if (await Blazor.reconnect()) return;
        location.reload(); // Another process answers: it knows nothing of this page.
        return;
      } catch { await pause(500); }
    }
  };
  window.duckbus = { attach: it => { page = it; heard = performance.now(); root.dataset.link = "up"; } };
  document.addEventListener("DOMContentLoaded", () => Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => { root.dataset.link = "lost"; again(); },
        onConnectionUp: () => { root.dataset.link = "up"; heard = performance.now(); },
      },
    },
  }));
})();
