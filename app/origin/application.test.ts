import { describe, expect, it, onTestFinished } from 'vitest';
import { CodedError } from '../contract/errors.ts';
import { videoPath } from '../http/video-path.ts';
import { createApplication } from './application.ts';
import { ask } from './test-support/raw-request.ts';

const KNOWN = ['sample.flv', 'clips/ünï %#? b.FLV'];

async function startApplication(base = 'http://127.0.0.1:9') {
  const application = await createApplication({
    storageUrls: (name) => (KNOWN.includes(name) ? [base + videoPath(name)] : []),
  });
  onTestFinished(() => application.close());
  return application;
}

describe('answers', () => {
  it('names the URL of the file and nothing else without start', async () => {
    const { port } = await startApplication();
    const answer = await ask(port, 'GET', '/v/sample.flv');
    expect(answer.status).toBe(200);
    expect(answer.header('Content-Type')).toBe('video/x-flv');
    expect(answer.header('Content-Length')).toBe('0');
    expect(answer.header('X-REPROXY-URL')).toBe('http://127.0.0.1:9/sample.flv');
    expect(answer.header('X-REPROXY-FLV-START')).toBeNull();
    expect(answer.body.length).toBe(0);
  });

  it.each([
    ['start=100000', '100000'],
    ['start=0', '0'],
    ['start=', ''],
    ['start', ''],
    ['start=007', '007'],
    ['start=%31%32', '12'],
    ['start=9007199254740991', '9007199254740991'],
    ['seek=p-1&start=5&x=1', '5'],
    ['restart=1&start=5', '5'],
  ])('passes on %s as "%s"', async (query, header) => {
    const { port } = await startApplication();
    const answer = await ask(port, 'GET', `/v/sample.flv?${query}`);
    expect([answer.status, answer.header('X-REPROXY-FLV-START')]).toEqual([200, header]);
  });

  it('answers HEAD alike', async () => {
    const { port } = await startApplication();
    const answer = await ask(port, 'HEAD', '/v/sample.flv?start=7');
    expect([answer.status, answer.header('X-REPROXY-FLV-START')]).toEqual([200, '7']);
  });

  it('keeps names whole, whatever characters they hold', async () => {
    const { port } = await startApplication();
    const path = '/clips/%C3%BCn%C3%AF%20%25%23%3F%20b.FLV';
    const answer = await ask(port, 'GET', `/v${path}?start=1`);
    expect(answer.header('X-REPROXY-URL')).toBe(`http://127.0.0.1:9${path}`);
  });

  it('lists several URLs with spaces between', async () => {
    const application = await createApplication({
      storageUrls: async () => ['http://a/1.fid', 'http://b/1.fid'],
    });
    onTestFinished(() => application.close());
    const answer = await ask(application.port, 'GET', '/v/any.flv');
    expect(answer.header('X-REPROXY-URL')).toBe('http://a/1.fid http://b/1.fid');
  });
});

describe('refusals', () => {
  it.each([
    'start=-1',
    'start=+1',
    'start=%2B1',
    'start=%201',
    'start=1%20',
    'start=0x10',
    'start=1e3',
    'start=1.5',
    'start=abc',
    'start=NaN',
    'start=9007199254740992',
    'start=99999999999999999999999',
    'start=1&start=2',
    'start=1&start=1',
    'start=&start=1',
    'start=%D9%A1',
    'start=1%00',
    'start=1%0d%0aX-Evil:%201',
    'start=%',
    'start=1,2',
  ])('answers 400 start_invalid to %s', async (query) => {
    const { port } = await startApplication();
    const answer = await ask(port, 'GET', `/v/sample.flv?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.header('X-REPROXY-URL')).toBeNull();
    expect(answer.header('X-Evil')).toBeNull();
    expect(answer.body.toString()).toMatch(/^start_invalid: [^\n]*\n[^\n]*\n$/);
  });

  it.each([
    '/v/none.flv',
    '/v/',
    '/v',
    '/',
    '/sample.flv',
    '/vv/sample.flv',
    '/v/../v/sample.flv',
    '/v/%2e%2e/sample.flv',
    '/v//sample.flv',
    '/v/clips%2fb.flv',
    '/v/SAMPLE.flv',
  ])('answers 404 video_unknown to %s', async (target) => {
    const { port } = await startApplication();
    const answer = await ask(port, 'GET', target);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).toMatch(/^video_unknown: /);
  });

  it('answers 405 to POST', async () => {
    const { port } = await startApplication();
    const answer = await ask(port, 'POST', '/v/sample.flv', ['Content-Length: 0']);
    expect([answer.status, answer.header('Allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('answers with the coded error of whoever finds the URLs', async () => {
    const application = await createApplication({
      storageUrls: () => {
        throw new CodedError('storage_unreachable', { peer: 'a:1', detail: 'refused' });
      },
    });
    onTestFinished(() => application.close());
    const answer = await ask(application.port, 'GET', '/v/any.flv');
    expect([answer.status, answer.body.toString()]).toEqual([
      503,
      expect.stringMatching(/^storage_unreachable: /),
    ]);
  });
});

it.each([17_000, 31_000])(
  'a head of %i bytes, as the reproxy takes it, is taken here too',
  async (bytes) => {
    const application = await createApplication({
      storageUrls: () => ['http://127.0.0.1:1/a.flv'],
    });
    onTestFinished(() => application.close());
    const fields = Array.from({ length: bytes / 10 }, (_, n) => `X: ${String(n).padStart(5, '0')}`);
    const answer = await ask(application.port, 'GET', '/v/a.flv?start=5', fields);
    expect(answer.status).toBe(200);
    expect(answer.header('x-reproxy-flv-start')).toBe('5');
  },
);
