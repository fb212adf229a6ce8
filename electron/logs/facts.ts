import { arch, cpus, release, totalmem, type, version } from 'node:os';
import { platformTitles, type Profile } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { application, currentHost } from '../application.ts';
import { sizeInWords } from './words.ts';

/** Versions and facts that support asks for, to be read by people and programs; nothing in it is a secret. */
export interface SystemFacts {
  tool: { name: string; version: string };
  computer: {
    name: string;
    system: string;
    release: string;
    architecture: string;
    processors: number;
    memory: string;
    timeZone: string;
    offsetMinutes: number;
  };
  runtime: { node: string; electron: string | null; chromium: string | null; openssl: string };
  environment: {
    name: string;
    creatioUrl: string;
    platform: string;
    creatioVersion: string | null;
    identityServiceUrl: string | null;
    clientId: string | null;
    production: boolean;
    proxy: string;
    acceptedCertificates: number;
    additionalAuthority: boolean;
    clientCertificate: boolean;
    caseNumber: string | null;
  };
}

/** @param report of the last run, which may know the platform where the settings leave it open */
export function systemFacts(profile: Profile, report: Report | null, now = new Date()): SystemFacts {
  const platform = profile.platform === 'auto' ? report?.profile.platform : profile.platform;
  return {
    tool: { ...application },
    computer: {
      name: currentHost().name,
      system: `${type()} (${version()})`,
      release: release(),
      architecture: arch(),
      processors: cpus().length,
      memory: sizeInWords(totalmem()),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      offsetMinutes: -now.getTimezoneOffset() + 0,
    },
    runtime: {
      node: process.versions.node,
      electron: process.versions['electron'] ?? null,
      chromium: process.versions['chrome'] ?? null,
      openssl: process.versions.openssl,
    },
    environment: {
      name: profile.name,
      creatioUrl: profile.creatioUrl,
      platform: platform === undefined || platform === 'auto' ? 'not known' : platformTitles[platform],
      creatioVersion: profile.creatioVersion,
      identityServiceUrl: profile.identityServiceUrl,
      clientId: profile.clientId,
      production: profile.production,
      proxy: profile.proxy.mode === 'manual' ? (profile.proxy.url ?? 'manual') : profile.proxy.mode,
      acceptedCertificates: profile.trust.acceptedCertificates.length,
      additionalAuthority: profile.trust.authorityFile !== null,
      clientCertificate: profile.trust.clientCertificate !== null,
      caseNumber: profile.caseNumber,
    },
  };
}
