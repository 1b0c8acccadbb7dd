import type { RecordedTag } from '../../contract/exchange.ts';
import type { SweepResult } from '../../contract/sweep.ts';
import { viewOf } from '../../flv/bytes.ts';
import { fromHex, toHex } from '../../flv/hex.ts';
import { describePrefix } from '../../flv/prefix.ts';
import { readTagHeader, tagHeaderLength, tagTypeName } from '../../flv/tag-header.ts';
import { formatCount, formatTime } from '../../seek/format.ts';
import { prefixHexOf } from '../text/detail-text.ts';
import { html, type Markup } from './markup.ts';

/** The bytes in front, field by field, and the first tags behind them. */
export function bytesOf(result: SweepResult): Markup {
  return html`${prefixOf(result)}${tagsOf(result)}`;
}

function prefixOf(result: SweepResult): Markup | null {
  const bytes = fromHex(prefixHexOf(result) ?? '');
  if (bytes === null || bytes.length === 0) return null;
  const { fields, isPatch, isNginx } = describePrefix(bytes);
  const whose = isPatch ? 'as the 2007 patch sends them' : isNginx ? 'as nginx sends them' : '';
  if (fields.length === 0) {
    return html`<h3>The bytes in front</h3><p class="mono wrap">${toHex(bytes, ' ')}</p>`;
  }
  return html`<h3>The ${bytes.length === 13 ? '13' : 'first 13'} bytes in front${whose === '' ? '' : `, ${whose}`}</h3>
<div class="scroll" role="group" aria-label="The bytes in front" tabindex="0"><table><thead><tr><th scope="col">Bytes</th><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Specified</th><th scope="col">Meaning</th></tr></thead>
<tbody>${fields.map(
    ({ hex, name, value, specified, meaning, isAsSpecified }) =>
      html`<tr><td class="mono">${hex}</td><th scope="row">${name}</th><td class="mono">${value}</td><td class="mono">${isAsSpecified ? '' : specified}</td><td>${meaning}</td></tr>`,
  )}</tbody></table></div>
`;
}

/** Bytes of a tag that are shown. */
const SHOWN_BYTES = 24;

function tagsOf({ exchanges }: SweepResult): Markup | null {
  const tags = exchanges.find((exchange) => exchange.tags.length > 0)?.tags ?? [];
  if (tags.length === 0) return null;
  return html`<h3>The first tags</h3>
<div class="scroll" role="group" aria-label="The first tags" tabindex="0"><table><thead><tr><th scope="col" class="number">Byte of the body</th><th scope="col">Tag</th><th scope="col" class="number">Time</th><th scope="col" class="number">Data, bytes</th><th scope="col">Bytes</th></tr></thead>
<tbody>${tags.map(tagRow)}</tbody></table></div>
`;
}

function tagRow({ offset, hex, isTag }: RecordedTag): Markup {
  const bytes = fromHex(hex) ?? new Uint8Array();
  const shown = toHex(bytes.subarray(0, SHOWN_BYTES), ' ');
  const header = isTag && bytes.length >= tagHeaderLength ? readTagHeader(viewOf(bytes), 0) : null;
  return html`<tr><td class="number">${formatCount(offset)}</td><td>${header ? tagTypeName(header.type) : 'no tag begins so'}</td><td class="number">${header ? formatTime(header.timestampMs) : ''}</td><td class="number">${header ? formatCount(header.dataSize) : ''}</td><td class="mono">${shown}${bytes.length > SHOWN_BYTES ? ' …' : ''}</td></tr>`;
}
