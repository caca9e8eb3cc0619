// Draws the charts of a page. Canvas and tooltips as drawn text: nothing that a strict content policy refuses.
"use strict";

const COLOURS = ["#2f63a8", "#b3434a", "#c98a1b", "#2f8f68", "#6b5aa8", "#5a7a94", "#a86a3d", "#4b9aa8"];
const NAMED = { red: "#b3434a", amber: "#d9a441", green: "#2f9e68", blue: "#3e74b8", pale: "#a9c4e4", grey: "#b8c4d6" };
const LETTERS = getComputedStyle(document.body).fontFamily;

function options(given) {
  const across = given.kind === "bar-across";
  // Days stand as far apart as they are, and what was not measured on a day is no gap.
  const dated = given.kind === "line-dated";
  const names = { type: "category", data: given.labels, axisLabel: { color: "#4a5563", hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: "#bcc5d1" } }, inverse: across };
  // Of what is counted there are no halves.
  const counted = given.series.every((one) => one.data.every((value) => value === null || Number.isInteger(value)));
  const values = { type: "value", axisLabel: { color: "#4a5563" }, splitLine: { lineStyle: { color: "#e9edf1" } }, minInterval: counted ? 1 : 0 };
  const base = {
    color: COLOURS,
    textStyle: { fontFamily: LETTERS, color: "#1c2733" },
    aria: { enabled: false },
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 400,
    tooltip: { renderMode: "richText", trigger: "axis", axisPointer: { type: "shadow" }, confine: true, backgroundColor: "#fff", borderColor: "#dfe3e8", textStyle: { color: "#1c2733", fontFamily: LETTERS } },
    legend: { show: given.series.length > 1, bottom: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: { color: "#4a5563", fontFamily: LETTERS } },
    grid: { left: 8, right: 16, top: 16, bottom: given.series.length > 1 ? 36 : 8, containLabel: true },
  };
  if (given.kind === "pie") {
    const data = given.labels.map((name, place) => ({ name, value: given.series[0].data[place] }));
    return {
      ...base,
      tooltip: { ...base.tooltip, trigger: "item" },
      legend: { ...base.legend, show: true },
      series: [{ type: "pie", radius: ["45%", "70%"], center: ["50%", "45%"], data, label: { formatter: "{b} {c}", color: "#1c2733" }, itemStyle: { borderColor: "#fff", borderWidth: 2 } }],
    };
  }
  return {
    ...base,
    xAxis: across ? values : dated ? { type: "time", axisLabel: names.axisLabel, axisLine: names.axisLine, splitLine: { show: false } } : names,
    yAxis: across ? names : dated ? { ...values, scale: true } : values,
    series: given.series.map((one) => ({
      name: one.name,
      data: dated ? given.labels.map((day, place) => [day, one.data[place]]).filter((point) => point[1] !== null) : one.data,
      type: given.kind === "line" || dated ? "line" : "bar",
      stack: given.kind === "bar-stacked" ? "all" : undefined,
      itemStyle: one.colour ? { color: NAMED[one.colour] } : undefined,
      barMaxWidth: 36,
      symbolSize: 7,
      lineStyle: { width: 2.5 },
    })),
  };
}

function draw(place) {
  if (window.echarts.getInstanceByDom(place)) return;
  const picture = window.echarts.init(place, null, { renderer: "canvas", locale: document.documentElement.lang.startsWith("zh") ? "ZH" : "EN" });
  picture.setOption(options(JSON.parse(place.dataset.chart)));
  new ResizeObserver(() => picture.resize()).observe(place);
}

function drawAll(within) {
  within.querySelectorAll("[data-chart]").forEach(draw);
}

document.addEventListener("DOMContentLoaded", () => drawAll(document));
document.addEventListener("htmx:afterSettle", (event) => drawAll(event.target));

// On paper the numbers stand below their picture.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".chart-numbers:not([open])")];
  opened.forEach((numbers) => { numbers.open = true; });
});
window.addEventListener("afterprint", () => opened.forEach((numbers) => { numbers.open = false; }));
