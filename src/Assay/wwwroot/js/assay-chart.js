// Draws the table that it wraps. Without this script, or with a broken one, the table is still there.
let library;

function plotter() {
  library ??= new Promise((resolve, reject) => {
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/lib/uPlot.min.css" });
    const script = Object.assign(document.createElement("script"), { src: "/lib/uPlot.iife.min.js" });
    script.onload = () => resolve(window.uPlot);
    script.onerror = reject;
    document.head.append(sheet, script);
  });
  return library;
}

const number = (cell) => {
  const text = cell.textContent.trim();
  return text === "" ? null : Number(text);
};

class AssayChart extends HTMLElement {
  async connectedCallback() {
    const uPlot = await plotter();
    const table = this.querySelector("table");
    const rows = [...table.tBodies[0].rows];
    const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
    const labels = rows.map((row) => row.cells[0].textContent.trim());
    const dated = this.getAttribute("kind") === "line" && labels.every((label) => !Number.isNaN(Date.parse(label)));

    const plot = document.createElement("div");
    plot.className = "plot";
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", `Chart of the table below: ${names.join(", ")}`);
    this.prepend(plot);

    const colour = (name) => getComputedStyle(this).getPropertyValue(name).trim();
    const resolve = (name) => {
      const probe = document.createElement("span");
      probe.style.color = `var(${name})`;
      this.append(probe);
      const found = getComputedStyle(probe).color;
      probe.remove();
      return found || colour(name);
    };
    const lines = ["--accent", "--part", "--good", "--bad", "--muted"].map(resolve);
    const axis = { stroke: resolve("--muted"), grid: { stroke: resolve("--line"), width: 1 }, ticks: { show: false } };
    // Two stand side by side; on top of each other the one would hide the other.
    const isBars = this.getAttribute("kind") === "bars";
    const pair = names.length === 2;
    const bars = (i) => (isBars ? uPlot.paths.bars({ size: pair ? [0.4, 24] : [0.7, 48], align: pair ? (i === 0 ? -1 : 1) : 0 }) : undefined);

    const chart = new uPlot({
      width: this.clientWidth,
      height: 220,
      legend: { show: names.length > 1 },
      cursor: { show: false },
      scales: { x: { time: dated, range: dated ? undefined : (_, low, high) => [low - 0.6, high + 0.6] }, y: { range: (_, low, high) => [Math.min(0, low), high || 1] } },
      axes: [
        { ...axis, values: dated ? undefined : (_, ticks) => ticks.map((tick) => labels[tick] ?? "") },
        { ...axis, size: 56 },
      ],
      series: [
        {},
        ...names.map((label, i) => ({ label, stroke: lines[i % lines.length], width: 2, paths: bars(i), fill: isBars ? lines[i % lines.length] : undefined, points: { show: !isBars } })),
      ],
    }, [
      labels.map((label, i) => (dated ? Date.parse(label) / 1000 : i)),
      ...names.map((_, i) => rows.map((row) => number(row.cells[i + 1]))),
    ], plot);

    new ResizeObserver(() => chart.setSize({ width: this.clientWidth, height: 220 })).observe(this);
  }
}

customElements.define("assay-chart", AssayChart);
