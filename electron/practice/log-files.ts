import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../../shared/user-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { PracticeLogs } from './logs.ts';

const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
const day = (date: Date, separator: string): string =>
  [digits(date.getFullYear(), 4), digits(date.getMonth() + 1), digits(date.getDate())].join(separator);
const time = (date: Date): string =>
  [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => digits(part)).join(':');

/**
 * Writes logs below a folder in the layout of Creatio on .NET Framework (`Creatio/Site_1/Practice/0/Log/YYYY_MM_DD`, the
 * loader's one level up) and the standard output of an Identity Service under IIS. Throws a UserError
 * `log-folder-not-writable` when the folder cannot be made.
 */
export async function openLogs(folder: string): Promise<PracticeLogs> {
  const started = new Date();
  const application = join(folder, 'Creatio', 'Site_1', 'Practice');
  const dayFolder = (date: Date): string => join(application, '0', 'Log', day(date, '_'));
  const standardOutput = join(
    folder,
    'IdentityService',
    'logs',
    `stdout_${day(started, '')}${time(started).replaceAll(':', '')}_${process.pid}.log`,
  );
  const nlogLine = (date: Date, level: string, logger: string, method: string, message: string): string =>
    `${day(date, '-')} ${time(date)},${digits(date.getMilliseconds(), 3)} [12] ${level} Supervisor ${logger} ${method} - ${message}\n`;

  // One write after another, so that lines keep their order.
  let written = Promise.resolve();
  const append = (file: string, text: string): void => {
    // A full disk is no reason to stop practising.
    written = written.then(() => write(file, text)).catch(() => undefined);
  };
  const write = async (file: string, text: string): Promise<void> => {
    makeFolder(dirname(file));
    await appendFile(file, text);
  };

  try {
    await write(
      join(application, 'Log', day(started, '_'), 'Application.log'),
      nlogLine(started, 'INFO', 'Loader', 'Start', 'Loader application started'),
    );
    await write(
      join(dayFolder(started), 'Application.log'),
      nlogLine(started, 'INFO', 'Application', 'Start', 'Application started'),
    );
    await write(standardOutput, 'info: Microsoft.Hosting.Lifetime[0]\n      Application started.\n');
  } catch {
    throw new UserError(
      'log-folder-not-writable',
      `The logs of the practice environment cannot be written to ${folder}. Choose a folder that you may write to.`,
    );
  }

  return {
    creatioRequest(method, path, status) {
      const now = new Date();
      append(
        join(dayFolder(now), 'Request.log'),
        `${day(now, '-')} ${time(now)} 127.0.0.1 ${method} ${oneLine(path)} - ${status}\n`,
      );
    },
    creatioOAuth(level, method, message) {
      const now = new Date();
      const line = nlogLine(now, level, 'OAuth20', method, oneLine(message));
      append(join(dayFolder(now), 'Common.log'), line);
      if (level === 'ERROR') append(join(dayFolder(now), 'Error.log'), line);
    },
    identityService(level, category, message) {
      append(standardOutput, `${level}: ${category}[0]\n      ${oneLine(message)}\n`);
    },
    close: () => written,
  };
}

const oneLine = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 2_000);
