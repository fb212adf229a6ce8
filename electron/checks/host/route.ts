import type { FactsEvidence } from '../../../shared/report.ts';
import { connectionToProxyFailed, routeInWords, type NetworkFailure, type Route, type Way } from '../../net/index.ts';
import type { RunFacts } from '../types.ts';
import type { TargetName } from './target.ts';

/** Where the route of a target is kept for the checks that come after name resolution. */
const factOfTarget = { creatio: 'creatioRoute', identity: 'identityRoute' } as const;

/** Keeps the route of a target for the checks that come after its name resolution. */
export const keepRoute = (facts: RunFacts, target: TargetName, route: Route): void => {
  facts[factOfTarget[target]] = route;
};

/** The route of a target as it was decided at its name resolution. */
export function routeOfTarget(facts: RunFacts, target: TargetName): Route {
  const route = facts[factOfTarget[target]];
  if (route === undefined) throw new Error('The name resolution decides the route, and comes first.');
  return route;
}

/** The route as evidence, with what is wrong with the settings it comes from. */
export const routeEvidence = (route: Route): FactsEvidence => ({
  kind: 'facts',
  title: 'Route',
  rows: [
    { label: 'Route', value: routeInWords(route) },
    ...(route.problem === null ? [] : [{ label: 'Problem', value: route.problem.message }]),
    ...[...route.failed.values()].map(({ message }) => ({ label: 'Tried before', value: message })),
  ],
});

/** A failure of name resolution or connection, told as the proxy's where the way leads to one. */
export const failureOnWay = (way: Way, failure: NetworkFailure): NetworkFailure =>
  way === null ? failure : connectionToProxyFailed(way, failure);
