import type { AnsweredAs } from '../../contract/exchange.ts';
import type { StartUnit } from '../../contract/target.ts';
import {
  asContracted,
  byRange,
  cdn,
  lighttpd,
  type Model,
  nginx,
  perlbalPatch,
  perlbalPlugin,
  perlbalQuirks,
  spec,
} from './model.ts';

/** What an exchange is held against, by how its server is asked for a place. */
export function modelFor(answeredAs: AnsweredAs | null, startUnit: StartUnit): Model {
  return startUnit === 'range' ? byRange : modelOf(answeredAs);
}

/** The manners in which it was answered, or the contract. */
export function modelOf(answeredAs: AnsweredAs | null): Model {
  switch (answeredAs?.personality) {
    case undefined:
      return asContracted;
    case 'perlbal-patch':
      return answeredAs?.hasQuirks ? perlbalQuirks : perlbalPatch;
    case 'perlbal-plugin':
      return perlbalPlugin;
    case 'nginx':
      return nginx;
    case 'lighttpd':
      return lighttpd;
    case 'spec':
      return spec;
    case 'cdn':
      return cdn;
  }
}
