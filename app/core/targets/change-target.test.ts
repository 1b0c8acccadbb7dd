import { describe, expect, it, onTestFinished } from 'vitest';
import type { TargetChange, TargetInput } from '../../contract/target.ts';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createScriptedServer } from '../../proxy/test-support/scripted-server.ts';
import { run } from '../test-support/run.ts';
import { startWorkbench, target } from './test-support/start-workbench.ts';

describe('a target', () => {
  it('changes in its place, keeping what is masked unless it is given anew', async () => {
    const seen: string[] = [];
    const server = await createScriptedServer(({ socket, head }) => {
      seen.push(head);
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    });
    onTestFinished(() => server.close());
    const dataDir = await makeTempDir();
    const workbench = await startWorkbench(dataDir);
    const before = target('http://127.0.0.1:9/{name}?sig=signed-secret&a=b', {
      fields: [
        { name: 'Cookie', value: 'session=very-secret' },
        { name: 'X-Key', value: 'old' },
        { name: 'X-Gone', value: 'gone' },
      ],
    });
    await run(workbench, 'target.add', before);
    await run(workbench, 'target.add', { ...before, name: 'second' });
    await run(workbench, 'target.save', { name: 'x', isSaved: true });
    const [old] = await run(workbench, 'target.list', {});
    const change = {
      ...target(`${server.url}/{name}?start={start}&sig=***`, { name: 'theirs' }),
      fields: [
        { name: 'Cookie', value: null },
        { name: 'X-Key', value: 'new' },
      ],
    };
    const changed = await run(workbench, 'target.change', {
      name: 'x',
      target: change,
      keepSecrets: true,
    });
    expect(changed.map(({ name }) => name)).toEqual(['theirs', 'second']);
    expect(changed[0]).toMatchObject({ id: old?.id, isSaved: true });
    expect(changed[0]?.edition).not.toBe(old?.edition);
    expect(JSON.stringify(changed)).not.toMatch(/very-secret|signed-secret|new/);
    await fetch(`${workbench.reproxyUrl}/t/theirs/sample.flv?start=5`);
    expect(seen[0]).toContain('\r\nCookie: session=very-secret\r\nX-Key: new\r\n');
    expect(seen[0]).not.toContain('gone');
    expect(seen[0]).toMatch(/^GET \/sample\.flv\?start=5&sig=signed-secret HTTP/);
    expect((await fetch(`${workbench.reproxyUrl}/t/x/sample.flv`)).status).toBe(404);
    expect(seen).toHaveLength(1);
    const next = await startWorkbench(dataDir);
    expect(await run(next, 'target.list', {})).toMatchObject([
      { name: 'theirs', pattern: `${server.url}/{name}?start={start}&sig=***` },
    ]);
  });

  const hidden: Partial<TargetInput> & { pattern: string } = {
    pattern: 'http://one.example/{name}?sig=signed-secret&start={start}',
    fields: [{ name: 'Cookie', value: 'session=very-secret' }],
    reference: { kind: 'url', url: 'http://files.example/{name}?key=reference-secret' },
  };
  const masked: Partial<TargetChange> = {
    pattern: 'http://one.example/{name}?sig=***&start={start}',
    fields: [{ name: 'Cookie', value: null }],
    reference: { kind: 'url', url: 'http://files.example/{name}?key=***' },
  };

  it.each([
    ['host', 'http://other.example/{name}?start={start}', 'Cookie'],
    ['port', 'http://one.example:8080/{name}?start={start}', 'Cookie'],
    ['scheme', 'https://one.example/{name}?start={start}', 'Cookie'],
    ['host that only begins so', 'http://one.example.evil/{name}', 'Cookie'],
    [
      'host, masks in its query',
      'http://other.example/{name}?sig=***',
      'Cookie and what is masked in its pattern',
    ],
  ])(
    'with another %s gets none of the kept values unless the user says so',
    async (_, pattern, kept) => {
      const workbench = await startWorkbench();
      const before = await run(workbench, 'target.add', target(hidden.pattern, hidden));
      const change = { ...target(pattern), ...masked, pattern };
      const refused = await workbench.run('target.change', { name: 'x', target: change });
      expect(refused).toMatchObject({ ok: false, error: { code: 'target_secrets_stay' } });
      expect(JSON.stringify(refused)).toContain(`${kept} would go to`);
      expect(JSON.stringify(refused)).not.toMatch(/very-secret|signed-secret|reference-secret/);
      expect(await run(workbench, 'target.list', {})).toEqual(before);
      const allowed = { name: 'x', target: change, keepSecrets: true };
      expect(await workbench.run('target.change', allowed)).toMatchObject({ ok: true });
    },
  );

  it('of which the reference’s server is another keeps nothing of that address', async () => {
    const workbench = await startWorkbench();
    await run(workbench, 'target.add', target(hidden.pattern, hidden));
    const url = 'http://other.example/{name}?key=***';
    const change = { ...target(hidden.pattern), ...masked, reference: { kind: 'url', url } };
    expect(await workbench.run('target.change', { name: 'x', target: change })).toMatchObject({
      error: {
        code: 'target_secrets_stay',
        message: expect.stringContaining('what is masked in its reference would go to'),
      },
    });
  });

  it.each([
    [
      'the same server by another name of its port',
      { pattern: 'http://ONE.example:80/{name}?sig=***' },
    ],
    ['another path there', { pattern: 'http://one.example/other/{name}?sig=***&start={start}' }],
    [
      'another server, with every value given anew',
      {
        pattern: 'http://other.example/{name}?sig=new',
        fields: [{ name: 'Cookie', value: 'session=new' }],
      },
    ],
  ])('%s needs no word', async (_, patch) => {
    const workbench = await startWorkbench();
    await run(workbench, 'target.add', target(hidden.pattern, hidden));
    const change = { ...target(hidden.pattern), ...masked, ...patch };
    expect(await workbench.run('target.change', { name: 'x', target: change })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['of no target', 'y', {}, 'target_unknown'],
    ['to a name that another one has', 'x', { name: 'other' }, 'target_invalid'],
    ['to an unusable pattern', 'x', { pattern: 'ftp://a/{name}' }, 'target_pattern_invalid'],
    ['to a mask of nothing', 'x', { pattern: 'http://a/{name}?sig=***' }, 'target_invalid'],
    ['that keeps what never was', 'x', { fields: [{ name: 'A', value: null }] }, 'target_invalid'],
  ])('a change %s is refused, and nothing has changed', async (_, name, patch, code) => {
    const workbench = await startWorkbench();
    await run(workbench, 'target.add', target('http://127.0.0.1:9/{name}'));
    await run(workbench, 'target.add', target('http://127.0.0.1:9/{name}', { name: 'other' }));
    const before = await run(workbench, 'target.list', {});
    const change = { ...target('http://127.0.0.1:9/{name}'), ...patch };
    expect(await workbench.run('target.change', { name, target: change })).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(await run(workbench, 'target.list', {})).toEqual(before);
  });
});
