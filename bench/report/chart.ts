import { median, type Sample } from '../samples.ts';

const WIDTH = 820;
const LABEL_WIDTH = 220;
const BAR_HEIGHT = 22;
const ROW_HEIGHT = 32;
const TOP = 64;
const VALUE_WIDTH = 190;

/** The target whose throughput is 1. */
const UNIT = 'whatsapp-api-js, HTTP bot';

/** A horizontal bar for each target's echoes a second, as an SVG that follows the reader's light or dark theme. */
export function echoChart(samples: readonly Sample[]): string {
  const bars = samples.map(({ target, results }) => ({
    target,
    perSecond: median(results.map(({ perSecond }) => perSecond)),
  }));
  const unit = bars.find(({ target }) => target === UNIT)?.perSecond ?? Number.NaN;
  const most = Math.max(...bars.map(({ perSecond }) => perSecond));
  const height = TOP + bars.length * ROW_HEIGHT + 12;
  const rows = bars.map(({ target, perSecond }, index) => {
    const y = TOP + index * ROW_HEIGHT;
    const width = Math.max(2, (perSecond / most) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH));
    const middle = y + BAR_HEIGHT / 2 + 5;
    const kind = target.startsWith('Chasqui') ? 'ours' : target.endsWith('own echo') ? 'own' : 'theirs';
    return `  <text x="${LABEL_WIDTH - 10}" y="${middle}" text-anchor="end">${target}</text>
  <rect class="${kind}" x="${LABEL_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="3"/>
  <text class="value" x="${(LABEL_WIDTH + width + 8).toFixed(1)}" y="${middle}">${figure(perSecond, unit)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${TITLE}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1f2328; }
    .title { font-weight: 600; font-size: 16px; }
    .value, .note { fill: #59636e; }
    .ours { fill: #0f7b6c; } .theirs { fill: #8c959f; } .own { fill: #c9d1d9; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; } .value, .note { fill: #9198a1; }
      .ours { fill: #2dc5ae; } .theirs { fill: #6e7681; } .own { fill: #424a53; }
    }
  </style>
  <text class="title" x="10" y="24">${TITLE}</text>
  <text class="note" x="10" y="46">${NOTE}</text>
${rows.join('\n')}
</svg>
`;
}

const TITLE = 'Echoes: webhook → bot → answer at the provider';
const NOTE =
  'Same machine, same run. 1.00 = whatsapp-api-js asking an HTTP bot. Only Chasqui stores what it acknowledges.';

function figure(perSecond: number, unit: number): string {
  const ratio = perSecond / unit;
  return `${ratio.toFixed(2)} × (${perSecond.toFixed(perSecond < 100 ? 1 : 0)}/s)`;
}
