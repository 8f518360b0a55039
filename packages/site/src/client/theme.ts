// A classic script, loaded before the first paint: it may neither import nor export.
{
  try {
    const remembered = localStorage.getItem("theme");
    if (remembered === "dark" || remembered === "light") document.documentElement.dataset["theme"] = remembered;
  } catch {
    // Storage is closed to this page; the system's preference holds.
  }
}
