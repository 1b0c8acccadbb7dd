import type { BodyFacts } from '../../checks/evidence.ts';
import { askedStartOf, type BodyLayout, layoutOf } from '../../checks/expectations/asked-start.ts';
import type { Model } from '../../checks/expectations/model.ts';
import { modelFor } from '../../checks/expectations/model-of.ts';
import type { Exchange, RecordedTag } from '../../contract/exchange.ts';
import type { StartUnit } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { isFlv } from '../../flv/file-header.ts';
import { toHex } from '../../flv/hex.ts';
import { TagChain } from '../../flv/tag-chain.ts';
import type { BodyWatch } from '../../proxy/record/body-watch.ts';
import type { OpenedVideo } from '../library/opened-video.ts';
import { BodyComparer } from './body-comparer.ts';

const SIGNATURE_BYTES = 3;

/** What a body is held against. */
export interface Reference {
  /** Null where the file is not on this machine. */
  open(): Promise<OpenedVideo | null>;
  /** Null where it has not been read. */
  facts(): VideoFacts | null;
  /** How a place in it is asked for; absent: by its byte. */
  startUnit?: StartUnit;
}

/** Watches one body: follows its tags, and compares it with the file that it should be a part of. */
export class BodyWatcher implements BodyWatch {
  /** Of the file; null until it is open, and where there is none. */
  sizeBytes: number | null = null;
  modifiedAtEpochMs: number | null = null;
  readonly tags: RecordedTag[] = [];
  readonly #chain: TagChain;
  readonly #comparer = new BodyComparer();
  readonly #exchange: Exchange;
  readonly #reference: Reference;
  readonly #model: Model;
  #video: OpenedVideo | null = null;
  #layout: BodyLayout | null = null;
  #prefixBytes: number | null = null;
  readonly #opening: Promise<void>;
  #isOpen = false;
  #isBegun = false;
  #isEnded = false;

  constructor(exchange: Exchange, reference: Reference) {
    this.#exchange = exchange;
    this.#reference = reference;
    const { startUnit = 'bytes' } = reference;
    this.#model = modelFor(exchange.answeredAs, startUnit);
    const isPart = askedStartOf(exchange.target, null, this.#model).kind === 'part';
    this.#chain = new TagChain(this.#model.prefix === 'none' && isPart ? 'tag' : 'header');
    this.#opening = this.#open();
  }

  /** Resolves when the file's size is known and all that came has been compared, after the end. */
  get settled(): Promise<void> {
    return this.#opening.then(() => this.#comparer.settled);
  }

  onBytes(bytes: Buffer): void {
    this.#chain.push(bytes);
    this.#record();
    if (!this.#isBegun) this.#begin();
    this.#comparer.push(bytes);
  }

  end(): void {
    this.#isEnded = true;
    this.#comparer.end();
    this.#giveUpIfTooLittle();
  }

  facts(): BodyFacts {
    return {
      chain: this.#chain,
      comparison: this.#comparer.comparison,
      prefixBytes: this.#prefixBytes,
      from: this.#layout?.from ?? null,
    };
  }

  #record(): void {
    // Of what is no tag, more may have come.
    if (this.tags.at(-1)?.isTag === false) this.tags.pop();
    for (const { offset, bytes, isTag } of this.#chain.firstBytes.slice(this.tags.length)) {
      this.tags.push({ offset, hex: toHex(bytes), isTag });
    }
  }

  async #open(): Promise<void> {
    try {
      this.#video = await this.#reference.open();
    } catch {
      // What cannot be opened is not compared with; whoever plays it is told why.
    }
    this.sizeBytes = this.#video?.sizeBytes ?? null;
    this.modifiedAtEpochMs = this.#video?.modifiedAtEpochMs ?? null;
    this.#layout = this.#layoutDue();
    if (this.#video === null)
      this.#comparer.giveUp('The file is not on this machine to compare with.');
    else if (this.#layout === null) this.#comparer.giveUp('No video is due for such a start.');
    else if (this.#layout.from === null) {
      this.#comparer.giveUp('Where the server begins is not known: the file has no keyframes.');
    } else this.#begin();
    void this.settled.then(() => this.#video?.close());
    this.#isOpen = true;
    this.#giveUpIfTooLittle();
  }

  #layoutDue(): BodyLayout | null {
    const facts = this.#reference.facts();
    const sizeBytes = this.sizeBytes ?? facts?.sizeBytes ?? null;
    const asked = askedStartOf(this.#exchange.target, sizeBytes, this.#model);
    return layoutOf(asked, this.#model, (offset) => keyframeBefore(facts, offset));
  }

  #giveUpIfTooLittle(): void {
    if (!this.#isOpen || !this.#isEnded || this.#isBegun) return;
    this.#comparer.giveUp('Too little came to tell where the file begins in it.');
  }

  /** Where the file begins in the body is told by the body's first bytes. */
  #begin(): void {
    if (this.#video === null || this.#layout === null || this.#layout.from === null) return;
    this.#prefixBytes = this.#prefixOf(this.#layout);
    if (this.#prefixBytes === null) return;
    this.#isBegun = true;
    this.#comparer.begin(this.#video, { prefixBytes: this.#prefixBytes, from: this.#layout.from });
  }

  /** Null until enough came. */
  #prefixOf({ prefixBytes }: BodyLayout): number | null {
    const { head, bytes, first, break: broken } = this.#chain;
    if (prefixBytes === 0) return 0;
    if (bytes < SIGNATURE_BYTES) return null;
    // Without a prefix the part is still worth comparing: that the prefix lacks is said elsewhere.
    if (!isFlv(head)) return 0;
    if (prefixBytes !== null) return prefixBytes;
    const media = first.find(({ type, isMetadata, isSequenceHeader }) => {
      return (type === 8 || type === 9) && !isMetadata && !isSequenceHeader;
    });
    return media?.offset ?? broken?.offset ?? null;
  }
}

function keyframeBefore(facts: VideoFacts | null, offset: number): number | null {
  if (!facts?.isScanned || facts.videoCodec === null) return null;
  const { firstMediaOffset, index } = facts;
  if (offset <= firstMediaOffset) return firstMediaOffset;
  return index.offsets.findLast((each) => each <= offset) ?? firstMediaOffset;
}
