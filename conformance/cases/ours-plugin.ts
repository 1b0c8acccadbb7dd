import { asked, M, N, prefixed, sample, sorenson, storagePage, TAIL } from './case.ts';
import { because, coded, type Deviation, type OurAnswer, video } from './deviation.ts';

const sampleAsked = (start: number) => asked(`/sample.flv?start=${start}`, `${start}-`);
const badAsked = (mode: string) => asked(`/${mode}/sorenson.flv?start=${M}`, `${M}-`);
/** Storage's own fields are passed on, also those that lighttpd makes up from the file. */
const fromStorage = (answer: OurAnswer): OurAnswer => ({
  ...answer,
  fieldLines: [...answer.fieldLines, 'ETag: *', 'Last-Modified: *'],
});
const tail = fromStorage(video(prefixed(sample, TAIL)));
const part = video(prefixed(sorenson, M));

const beyondEnd = (start: number): Deviation => ({
  because: because.beyondEnd,
  answers: [coded('start_beyond_end')],
  storage: [sampleAsked(start)],
});

const startInvalid: Deviation = {
  because: because.startInvalid,
  answers: [coded('start_invalid')],
  storage: [],
};

const refusedRange = (mode: string, code: Parameters<typeof coded>[0]): Deviation => ({
  because: code === 'storage_ignored_range' ? because.ignoresRange : because.wrongRange,
  answers: [coded(code)],
  storage: [badAsked(mode)],
});

/** What storage answers instead of a video is passed on as it is. */
function passedOn(mode: string, answer: OurAnswer): Deviation {
  return { because: because.passedOn, answers: [answer], storage: [badAsked(mode)] };
}

const html = (status: number, text: string, ...more: string[]): OurAnswer => ({
  status,
  fieldLines: ['Content-Type: text/html', ...more],
  received: Buffer.from(text),
});

/** By the number of the row. */
export const pluginDeviations: Readonly<Record<number, Deviation>> = {
  189: beyondEnd(sample.length),
  190: beyondEnd(sample.length + 1),
  191: startInvalid,
  192: startInvalid,
  193: beyondEnd(9_999_999_999_999),
  195: startInvalid,
  197: startInvalid,
  198: {
    because: because.start,
    answers: [fromStorage(video(prefixed(sample, 100)))],
    // Asked as the number that it is.
    storage: [asked('/sample.flv?start=00100', '100-')],
  },
  199: startInvalid,
  203: {
    because: because.head,
    answers: [fromStorage(video(Buffer.alloc(0), sample.length - N + 13))],
    storage: [asked(`/sample.flv?start=${N}`, `${N}-`, 'HEAD')],
  },
  207: {
    because: because.passedOn,
    answers: [{ status: 404, fieldLines: ['Content-Type: text/html'], received: storagePage }],
    storage: [asked(`/none.flv?start=${N}`, `${N}-`)],
  },
  210: {
    because: because.connections,
    answers: [tail, fromStorage(video(prefixed(sample, TAIL + 100)))],
    connection: 'open',
    storage: [sampleAsked(TAIL), sampleAsked(TAIL + 100)],
  },
  211: { because: because.http11, answers: [tail], storage: [sampleAsked(TAIL)] },
  212: refusedRange('norange', 'storage_ignored_range'),
  213: {
    because: because.cut,
    answers: [video(prefixed(sorenson, M, M + 1000), sorenson.length - M + 13)],
    connection: 'closed',
    storage: [badAsked('closemid')],
  },
  214: {
    because: because.noLength,
    answers: [part],
    connection: 'open',
    storage: [badAsked('nocl')],
  },
  215: { because: because.noLength, answers: [part], storage: [badAsked('chunked')] },
  216: refusedRange('shifted', 'storage_wrong_range'),
  217: refusedRange('416', 'storage_wrong_range'),
  218: passedOn('404', html(404, '<h1>404</h1>\n')),
  219: passedOn('500', html(500, '<h1>500</h1>\n')),
  220: passedOn('302', html(302, '', 'Location: /good/sorenson.flv')),
  221: passedOn('204', {
    status: 204,
    fieldLines: [],
    contentLength: null,
    received: Buffer.alloc(0),
  }),
};
