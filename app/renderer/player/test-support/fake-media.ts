/** As much of Media Source Extensions as flv.js needs to get as far as appending. */
export class FakeMediaSource extends EventTarget {
  static isTypeSupported(): boolean {
    return true;
  }
  readyState = 'open';
  duration = Number.NaN;

  addSourceBuffer(): FakeSourceBuffer {
    return new FakeSourceBuffer();
  }
  removeSourceBuffer(): void {}
  endOfStream(): void {}
}

/** Takes every append; is never busy. */
export class FakeSourceBuffer extends EventTarget {
  readonly buffered = { length: 0, start: () => 0, end: () => 0 };
  readonly updating = false;
  /** Lengths of what was appended. */
  readonly appended: number[] = [];

  appendBuffer(bytes: ArrayBuffer): void {
    this.appended.push(bytes.byteLength);
  }
  abort(): void {}
  remove(): void {}
}

/** A media element that remembers its listeners. */
export class FakeVideo extends EventTarget {
  readyState = 1;
  currentTime = 0;
  src = '';
  readonly buffered = { length: 0, start: () => 0, end: () => 0 };
  /** By type of event. */
  readonly listeners = new Map<string, unknown>();

  override addEventListener(type: string, listener: EventListener): void {
    this.listeners.set(type, listener);
  }
  override removeEventListener(type: string, listener: EventListener): void {
    if (this.listeners.get(type) === listener) this.listeners.delete(type);
  }
  removeAttribute(): void {}
  pause(): void {}
}
