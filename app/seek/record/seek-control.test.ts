import { beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../contract/errors.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { SeekPlan } from '../plan/seek-plan.ts';
import { type ActiveSeek, createSeekControl, type SeekRunner } from './seek-control.ts';

const asked: SeekAsked = { kind: 'time', timeMs: 2000 };
const plan: SeekPlan = {
  offset: 9000,
  targetMs: 2000,
  slackMs: 0,
  landsOn: 'keyframe',
  mayUseBuffer: true,
  followsLanding: false,
};
const broken = describeError('answer_status', { start: 1, status: 500 });

describe('createSeekControl', () => {
  let started: ActiveSeek[] = [];
  let stopped: string[] = [];
  let seeks = new Map<string, Seek>();
  let settledCount = 0;
  const runner: SeekRunner = {
    start(seek) {
      started.push(seek);
      return () => stopped.push(seek.record.id);
    },
    close: () => stopped.push('runner'),
  };
  const create = (of: SeekRunner = runner) =>
    createSeekControl({
      runner: of,
      pageId: 'p',
      videoName: 'a.flv',
      target: null,
      firstError: null,
      onSeek: (seek) => seeks.set(seek.id, seek),
      onStatus: () => undefined,
      onSettled: () => {
        settledCount += 1;
      },
    });
  const states = () => [...seeks.values()].map(({ state }) => state);

  beforeEach(() => {
    started = [];
    stopped = [];
    seeks = new Map();
    settledCount = 0;
  });

  it('makes the ids of seeks unique', () => {
    const control = create();
    expect([control.begin(asked, plan), control.begin(asked, plan)]).toEqual(['p-1', 'p-2']);
  });

  it('keeps in each record whether assistance was on', () => {
    const control = create();
    control.begin(asked, plan);
    control.begin(asked, plan, false);
    expect([...seeks.values()].map(({ isAssisted }) => isAssisted)).toEqual([true, false]);
  });

  it('lets the last one win', async () => {
    const control = create();
    control.begin(asked, plan);
    control.begin(asked, plan);
    expect(states()).toEqual(['superseded', 'running']);
    expect(stopped).toEqual(['p-1']);
    await started[0]?.ended;
    expect(settledCount).toBe(0);
  });

  it('ends a seek whose picture was presented, once', () => {
    const control = create();
    control.begin(asked, plan);
    started[0]?.played(2000, performance.now());
    expect(seeks.get('p-1')).toMatchObject({ state: 'played', played: { timeMs: 2000 } });
    expect(seeks.get('p-1')?.firstPictureMs).toBeGreaterThanOrEqual(0);
    expect(control).toMatchObject({ isRunning: false, status: { hasPicture: true } });
    expect([stopped, settledCount]).toEqual([['p-1'], 1]);
  });

  it('keeps the picture of a seek that breaks afterwards, and tells the error beside it', () => {
    const control = create();
    control.begin(asked, plan);
    started[0]?.played(2000, performance.now());
    started[0]?.failed(broken);
    expect(seeks.get('p-1')).toMatchObject({ state: 'played', error: broken });
    expect(control.status).toMatchObject({ hasPicture: true, error: broken });
  });

  it('forgets the last error when a seek succeeds', () => {
    const control = create();
    control.begin(asked, plan);
    started[0]?.failed(broken);
    expect(control.status.error).toEqual(broken);
    control.begin(asked, plan);
    started[1]?.played(2000, performance.now());
    expect(control.status.error).toBeNull();
    expect(states()).toEqual(['failed', 'played']);
  });

  it('fails a seek that cannot be planned, without starting it', () => {
    const control = create();
    control.begin(asked, broken);
    expect(states()).toEqual(['failed']);
    expect(started).toEqual([]);
    expect(control.isRunning).toBe(false);
  });

  it('fails a seek whose start throws', () => {
    const control = create({
      start() {
        throw new Error('no such thing');
      },
      close: () => undefined,
    });
    control.begin(asked, plan);
    expect(seeks.get('p-1')).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  });

  it('says where the running seek is going', () => {
    const control = create();
    control.begin(asked, plan);
    expect(control.status.runningToMs).toBe(2000);
    started[0]?.aimAt(4000);
    expect(control.status.runningToMs).toBe(4000);
  });

  it('ends everything when closed', () => {
    const control = create();
    control.begin(asked, plan);
    control.close();
    expect(states()).toEqual(['superseded']);
    expect(stopped).toEqual(['p-1', 'runner']);
  });
});
