import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentityRow, TargetIdentity } from '../app/contract/target.ts';
import { lighttpdNeeds } from './peers/lighttpd.ts';
import { whyUnavailable } from './peers/programs.ts';
import {
  type PeersAsTargets,
  startPeersAsTargets,
  whyNoPeer,
} from './under-test/peers-as-targets.ts';

interface KnownPeer {
  name: string;
  /** Several where nothing outside tells them apart. */
  isLike: readonly string[];
  /** Bytes that it sends behind the head of an answer to HEAD. */
  afterHead: number;
  /** What it does otherwise: probes, and what was seen. */
  except: readonly (readonly [probe: RegExp, seen: RegExp])[];
}

/** Real servers, and whom their answers are like. */
const peers: readonly KnownPeer[] = [
  { name: 'perlbal-patched', isLike: ['perlbal-patch with quirks'], afterHead: 13, except: [] },
  // With its faults the plugin answers byte for byte as the patch does.
  { name: 'perlbal-plugin', isLike: ['perlbal-patch with quirks'], afterHead: 13, except: [] },
  { name: 'nginx-flv', isLike: ['nginx'], afterHead: 0, except: [] },
  {
    name: 'nginx-lua',
    isLike: ['perlbal-patch', 'perlbal-plugin'],
    afterHead: 0,
    except: [
      // Its storage is asked by HEAD for the whole file.
      [/^HEAD start=/, /^200, 1464157$/],
      [/^start=-1$/, /^whole$/],
    ],
  },
  { name: 'lighttpd-flv', isLike: ['lighttpd'], afterHead: 0, except: [] },
];

describe('who is it', () => {
  let targets: PeersAsTargets | undefined;
  beforeAll(async () => {
    if (!whyUnavailable([...lighttpdNeeds])) targets = await startPeersAsTargets();
  });
  afterAll(() => targets?.close());

  for (const { name, isLike, afterHead, except } of peers) {
    it(`${name}: ${isLike.join(' or ')}`, async ({ skip }) => {
      const reason = whyNoPeer(name);
      if (reason !== null || targets === undefined) return skip(reason ?? 'no storage');
      await targets.start(name);
      const video = { name, videoName: 'sample.flv' };
      const identity = await targets.workbench.call('target.identify', video);
      expect(likestOf(identity)).toEqual(isLike);
      const behind = identity.likenesses[0]?.rows.find(isBehindHead);
      expect(behind?.seen).toBe(String(afterHead));
      const unlike = identity.likenesses[0]?.rows.filter(({ isSame }) => !isSame) ?? [];
      expect(unlike).toEqual(
        except.map(([probe, seen]) =>
          expect.objectContaining({
            probe: expect.stringMatching(probe),
            seen: expect.stringMatching(seen),
          }),
        ),
      );
    });
  }
});

const isBehindHead = ({ trait }: IdentityRow) => trait === 'bytes after the head';

function likestOf({ likenesses }: TargetIdentity): string[] {
  const most = Math.max(...likenesses.map(({ same, rows }) => same / rows.length));
  return likenesses
    .filter(({ same, rows }) => same / rows.length === most)
    .map(({ personality, hasQuirks }) => personality + (hasQuirks ? ' with quirks' : ''));
}
