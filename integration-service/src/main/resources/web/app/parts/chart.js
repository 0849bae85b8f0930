// What came through a connection, drawn: a small line for lists, two charts for a day.
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { html, svg } from 'lit';
import { moment, number, t } from '../words.js';
import { Part } from './element.js';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const MINUTE = 60_000;
const DAY = 24 * 60;

/** One value for each of the last `count` minutes; 0 where nothing came. */
export function everyMinute(minutes, count, value, now = Date.now()) {
  const last = Math.floor(now / MINUTE);
  const values = new Array(count).fill(0);
  for (const minute of minutes) {
    const place = count - 1 - (last - Math.floor(Date.parse(minute.at) / MINUTE));
    if (place >= 0 && place < count) {
      values[place] = value(minute);
    }
  }
  return values;
}

/** Events a minute of the last half hour, as a line and in words. */
export function sparkline(minutes) {
  const values = everyMinute(minutes, 30, (minute) => minute.records);
  const most = Math.max(1, ...values);
  const points = values.map((value, i) => `${i * 4},${(22 - (value / most) * 20).toFixed(1)}`).join(' ');
  const recent = values.slice(-10);
  const rate = Math.round(recent.reduce((sum, value) => sum + value, 0) / recent.length);
  return html`<span class="spark" title=${t('events-a-minute', { count: number(rate) })}>
    <svg viewBox="0 0 118 24" aria-hidden="true">${svg`<polyline points=${points} />`}</svg>
    <span class="unseen">${t('events-a-minute', { count: number(rate) })}</span>
  </span>`;
}

/** Throughput and delay of the last 24 hours. */
class DayChart extends Part {
  static properties = { minutes: {} };

  firstUpdated() {
    this.chart = init(this.querySelector('.chart'), null, { renderer: 'svg' });
    this.resized = new ResizeObserver(() => this.chart.resize());
    this.resized.observe(this);
    this.repaint = new MutationObserver(() => this.draw());
    this.repaint.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  }

  disconnectedCallback() {
    this.resized?.disconnect();
    this.repaint?.disconnect();
    this.chart?.dispose();
    super.disconnectedCallback();
  }

  updated() {
    this.draw();
  }

  draw() {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const quiet = { color: colour('--quiet') };
    const axis = { axisLabel: quiet, nameTextStyle: quiet, splitLine: { lineStyle: { color: colour('--line') } } };
    const now = Date.now();
    const first = (Math.floor(now / MINUTE) - DAY + 1) * MINUTE;
    const line = (name, index, color, data) => ({ name, type: 'line', xAxisIndex: index, yAxisIndex: index, color, data });
    const counts = (name, value, color) => ({
      ...line(name, 0, color, everyMinute(this.minutes, DAY, value, now).map((it, i) => [first + i * MINUTE, it])),
      showSymbol: false,
      areaStyle: { opacity: 0.12 },
    });
    const late = this.minutes.filter((minute) => minute.delaySeconds !== null);
    const day = { type: 'time', min: first, max: now, axisLabel: quiet };
    this.chart.setOption(
      {
        animation: false,
        legend: { top: 0, textStyle: { color: colour('--ink') } },
        // As text of its own, not as markup: the page allows no style of anybody else's.
        tooltip: { trigger: 'axis', renderMode: 'richText' },
        grid: [
          { left: 64, right: 16, top: 40, height: 120 },
          { left: 64, right: 16, top: 210, height: 70 },
        ],
        xAxis: [
          { ...day, gridIndex: 0 },
          { ...day, gridIndex: 1 },
        ],
        yAxis: [
          { ...axis, type: 'value', gridIndex: 0, splitNumber: 4 },
          { ...axis, type: 'value', gridIndex: 1, splitNumber: 2 },
        ],
        series: [
          counts(t('chart.events'), (minute) => minute.records, colour('--accent')),
          counts(t('chart.filtered'), (minute) => minute.filtered, colour('--warn')),
          counts(t('chart.dead'), (minute) => minute.dead, colour('--bad')),
          { ...line(t('chart.delay'), 1, colour('--good'), late.map((minute) => [minute.at, minute.delaySeconds])), symbolSize: 4 },
        ],
      },
      { notMerge: true },
    );
  }

  render() {
    const total = this.minutes.reduce((sum, minute) => sum + minute.records, 0);
    const newest = this.minutes.at(-1);
    return html`<div class="chart" role="img"
      aria-label=${t('chart.words', { events: number(total), last: moment(newest?.at) })}></div>`;
  }
}

customElements.define('tb-day-chart', DayChart);
