import { z } from 'zod';

/**
 * HAR 1.2 as its specification has it (http://www.softwareishard.com/blog/har-12-spec/): what it does not name
 * begins with an underscore, or is wrong.
 */
const withCustomFields = <S extends z.ZodRawShape>(shape: S) =>
  z.looseObject(shape).check((context) => {
    for (const name of Object.keys(context.value)) {
      if (name in shape || name.startsWith('_')) continue;
      context.issues.push({ code: 'custom', message: `unknown ${name}`, input: context.value });
    }
  });

const date = z.iso.datetime({ offset: true });
const duration = z.number().min(0);
const optionalDuration = z.number().min(-1);
const size = z.number().int().min(-1);
const pair = withCustomFields({ name: z.string(), value: z.string() });

const entry = withCustomFields({
  pageref: z.string().optional(),
  startedDateTime: date,
  time: duration,
  request: withCustomFields({
    method: z.string().min(1),
    url: z.url(),
    httpVersion: z.string().regex(/^HTTP\//),
    cookies: z.array(pair),
    headers: z.array(pair),
    queryString: z.array(pair),
    headersSize: size,
    bodySize: size,
  }),
  response: withCustomFields({
    status: z.number().int().min(0),
    statusText: z.string(),
    httpVersion: z.string().regex(/^HTTP\//),
    cookies: z.array(pair),
    headers: z.array(pair),
    content: withCustomFields({ size: z.number().int(), mimeType: z.string() }),
    redirectURL: z.string(),
    headersSize: size,
    bodySize: size,
  }),
  cache: withCustomFields({}),
  timings: withCustomFields({
    blocked: optionalDuration,
    dns: optionalDuration,
    connect: optionalDuration,
    ssl: optionalDuration,
    send: duration,
    wait: duration,
    receive: duration,
  }),
  serverIPAddress: z.string().optional(),
  connection: z.string().optional(),
  comment: z.string().optional(),
});

const page = withCustomFields({
  startedDateTime: date,
  id: z.string(),
  title: z.string(),
  pageTimings: withCustomFields({ onContentLoad: optionalDuration, onLoad: optionalDuration }),
});

export const har = withCustomFields({
  log: withCustomFields({
    version: z.literal('1.2'),
    creator: withCustomFields({ name: z.string(), version: z.string() }),
    pages: z.array(page),
    entries: z.array(entry),
  }),
});
