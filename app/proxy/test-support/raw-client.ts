import net, { type Socket } from 'node:net';

/** One answer as it stood on the wire. */
export interface RawAnswer {
  /** Status line and fields, blank line included. */
  readonly head: string;
  readonly status: number;
  readonly body: Buffer;
  header(name: string): string | undefined;
}

/** A client that sends what it is told and keeps every byte that comes back. */
export class RawClient {
  readonly socket: Socket;
  hasEnded = false;
  #chunks: Buffer[] = [];
  #length = 0;
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.#chunks.push(bytes);
      this.#length += bytes.length;
      this.#wake();
    });
    const end = () => {
      this.hasEnded = true;
      this.#wake();
    };
    socket.on('end', end);
    socket.on('close', end);
    // A reset is one of the ends that tests look for.
    socket.on('error', end);
  }

  static connect(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawClient(socket)));
    });
  }

  /** Everything received and not yet taken. */
  get received(): Buffer {
    const whole = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#chunks = whole === undefined ? [] : [whole];
    return whole ?? Buffer.alloc(0);
  }

  hasReceived(length: number): boolean {
    return this.#length >= length;
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes, 'latin1');
  }

  /** Waits until the condition holds; looks again whenever bytes or the end come. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Everything up to the end of the connection. */
  async readToEnd(): Promise<Buffer> {
    await this.until(() => this.hasEnded);
    return this.#take(this.#length);
  }

  /**
   * Takes one answer.
   * @param hasBody false for the answer to HEAD
   * @throws when the connection ends inside it
   */
  async readAnswer(hasBody = true): Promise<RawAnswer> {
    const headLength = await this.#find('\r\n\r\n', 0);
    const head = this.#take(headLength).toString('latin1');
    const header = (name: string) => new RegExp(`^${name}: *(.*)\r$`, 'im').exec(head)?.[1];
    const status = Number(head.slice(9, 12));
    const isBodyless = !hasBody || status < 200 || status === 204 || status === 304;
    const body = isBodyless ? Buffer.alloc(0) : await this.#readBody(header);
    return { head, status, body, header };
  }

  destroy(): void {
    this.socket.destroy();
  }

  async #readBody(header: (name: string) => string | undefined): Promise<Buffer> {
    const length = header('content-length');
    if (length !== undefined) {
      await this.#need(Number(length));
      return this.#take(Number(length));
    }
    if (header('transfer-encoding') !== 'chunked') return this.readToEnd();
    const chunks: Buffer[] = [];
    for (;;) {
      const size = Number.parseInt(this.#take(await this.#find('\r\n', 0)).toString('latin1'), 16);
      if (size === 0) break;
      await this.#need(size + 2);
      chunks.push(this.#take(size + 2).subarray(0, size));
    }
    // Trailers, up to the blank line.
    while (this.#take(await this.#find('\r\n', 0)).length > 2);
    return Buffer.concat(chunks);
  }

  /** Length up to and including the mark. */
  async #find(mark: string, from: number): Promise<number> {
    await this.until(() => this.received.includes(mark, from) || this.hasEnded);
    const at = this.received.indexOf(mark, from);
    if (at < 0) throw new Error(`ended before ${JSON.stringify(mark)}: ${this.#excerpt()}`);
    return at + mark.length;
  }

  async #need(length: number): Promise<void> {
    await this.until(() => this.#length >= length || this.hasEnded);
    if (this.#length < length) throw new Error(`ended after ${this.#length} of ${length} bytes`);
  }

  #take(length: number): Buffer {
    const received = this.received;
    this.#chunks = [received.subarray(length)];
    this.#length -= Math.min(length, this.#length);
    return received.subarray(0, length);
  }

  #excerpt(): string {
    return JSON.stringify(this.received.toString('latin1', 0, 200));
  }
}
