import { amfMarker } from './amf0.ts';

const onMetaData = 'onMetaData';
const setDataFrame = '@setDataFrame';

/**
 * Does the data of a script tag begin as onMetaData does, with or without the "@setDataFrame"
 * that recorders of RTMP streams leave in front?
 * @param at offset of the first data byte
 * @param end nothing is read at or after this offset
 */
export function isMetadataTag(view: DataView, at: number, end: number): boolean {
  if (isString(view, at, end, onMetaData)) return true;
  if (!isString(view, at, end, setDataFrame)) return false;
  return isString(view, at + 3 + setDataFrame.length, end, onMetaData);
}

/** Does that ASCII text stand here as an AMF0 string? */
function isString(view: DataView, at: number, end: number, text: string): boolean {
  if (at + 3 + text.length > end) return false;
  if (view.getUint8(at) !== amfMarker.string || view.getUint16(at + 1) !== text.length) {
    return false;
  }
  for (let i = 0; i < text.length; i++) {
    if (view.getUint8(at + 3 + i) !== text.charCodeAt(i)) return false;
  }
  return true;
}
