import { areEqual } from './bytes.ts';
import { describeConfiguration } from './configuration.ts';
import type { FindingList } from './finding.ts';
import type { TagPlace } from './scan-result.ts';
import type { WalkedTag } from './tag-walk.ts';

/** Changes that are kept: hostile bytes could change it with every tag. */
const maxChanges = 64;

/** The sequence headers of one track: which is valid where. */
export class SequenceHeaders {
  /** Where each begins to be valid: the first, and those that say something else than the one before. */
  readonly places: TagPlace[] = [];
  private readonly name: 'audio' | 'video';
  private readonly findings: FindingList;
  private current: { bytes: Uint8Array; size: number; text: string | null } | null = null;
  /** The last header, while no frame has followed. */
  private unused: number | null = null;
  private betweenCount = 0;
  private firstBetween: number | null = null;

  constructor(name: 'audio' | 'video', findings: FindingList) {
    this.name = name;
    this.findings = findings;
  }

  /** @param frameCount frames of the track so far */
  push(tag: WalkedTag, place: TagPlace, codec: number, frameCount: number): void {
    const { configuration } = tag;
    const { current } = this;
    if (current !== null) this.unused = place.offset;
    if (current === null && frameCount > 0) {
      const message = `The first ${this.name} sequence header comes after ${frameCount} frames.`;
      this.findings.add('sequence_header_late', 'warn', place.offset, message);
    }
    if (current?.size === place.size && areEqual(current.bytes, configuration)) {
      const message = `The ${this.name} sequence header stands here again; the first is at ${this.places[0]?.offset}.`;
      this.findings.add('sequence_header_repeated', 'info', place.offset, message);
      return;
    }
    const next = {
      bytes: configuration.slice(),
      size: place.size,
      text: describeConfiguration(codec, configuration),
    };
    if (current !== null) this.reportChange(current.text, next.text, place.offset);
    this.current = next;
    if (this.places.length <= maxChanges) this.places.push(place);
  }

  /** A frame of the track has come. */
  frame(isKeyframe: boolean): void {
    const at = this.unused;
    if (at === null) return;
    this.unused = null;
    if (isKeyframe) return;
    this.betweenCount++;
    this.firstBetween ??= at;
  }

  /** Says how many headers stand where they cost pictures. */
  finish(): void {
    if (this.firstBetween === null) return;
    const many = this.betweenCount === 1 ? 'A' : `${this.betweenCount}`;
    const [header, stands] = this.betweenCount === 1 ? ['header', 'stands'] : ['headers', 'stand'];
    const message = `${many} ${this.name} sequence ${header} ${stands} between keyframes: a browser starts its decoder anew there and drops the frames up to the next keyframe.`;
    this.findings.add('sequence_header_between_keyframes', 'warn', this.firstBetween, message);
  }

  private reportChange(from: string | null, to: string | null, offset: number): void {
    const isOther = from !== null && to !== null && from !== to;
    const change = isOther ? ` from ${from} to ${to}` : ', other bytes';
    const message = `The ${this.name} sequence header changes${change}: what follows cannot be decoded with the one before.`;
    this.findings.add('sequence_header_changed', 'warn', offset, message);
  }
}
