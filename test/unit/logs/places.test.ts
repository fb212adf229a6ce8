import { expect, it } from 'vitest';
import { parseXml } from '../../../electron/configuration/xml.ts';
import { logFoldersOf } from '../../../electron/logs/find/nlog.ts';
import { systemPlaces } from '../../../electron/logs/find/places.ts';

/** What NLog's targets lead to, for a site at a place. */
function foldersOf(baseFolder: string, xml: string, variables: Record<string, string> = {}) {
  const { root } = parseXml(`<nlog xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${xml}</nlog>`);
  return logFoldersOf(root === null ? [] : [root], { baseFolder, variables }).map(({ folder, reachable }) =>
    reachable ? folder : `out of reach: ${folder}`,
  );
}
const target = (fileName: string): string => `<target name="a" xsi:type="File" fileName="${fileName}" />`;

it.runIf(process.platform !== 'win32')('reads where NLog writes, up to what only the application knows', () => {
  const logDir = '<variable name="LogDir" value="${basedir}/Logs" /><variable name="LogDay" value="${shortdate}" />';
  expect(foldersOf('/srv/crm', logDir + target('${LogDir}/${LogDay}/${logger:shortName=True}.log'))).toEqual([
    '/srv/crm/Logs',
  ]);
  expect(foldersOf('/srv/crm', target('${var:Root}/x/a.log') + '<variable name="Root" value="/var/crm" />')).toEqual([
    '/var/crm/x',
  ]);
  expect(foldersOf('/srv/crm', target('log\\deep\\a.log'))).toEqual(['/srv/crm/log/deep']);
  expect(
    foldersOf('/srv/crm', target('${environment:variable=LOGS}/Site_{SiteId}/{App}/Log/a.log'), { LOGS: '/data/logs' }),
  ).toEqual(['/data/logs']);
  expect(foldersOf('/srv/crm', target('${tempdir}/Creatio/${x}.log'), { TMPDIR: '/data/tmp' })).toEqual([
    '/tmp/Creatio',
    '/data/tmp/Creatio',
  ]);
  // Old files are moved elsewhere; what a renderer stands for where nothing else is set, and folders below it.
  const moved = '<target name="b" fileName="${x}/a.log" archiveFileName="${Old}/Error.{#####}.log" />';
  expect(foldersOf('/srv/crm', `<variable name="Old" value="/data/old/\${shortdate}" />${moved}`)).toEqual([
    '/data/old',
  ]);
  for (const [layout, folder] of [
    ['${var:Root:default=/data/one}/a.log', '/data/one'],
    ['${environment:variable=NONE:default=${basedir}/two}/x/a.log', '/srv/crm/two/x'],
    ['${environment:ROOT:default=/data}/three/a.log', '/data/root/three'],
    ['${specialfolder:folder=CommonApplicationData:dir=Creatio}/Logs/a.log', '/data/all/Creatio/Logs'],
    ['${environment:variable=NONE:default=D\\:\\Logs\\four}\\a.log', 'out of reach: D:\\Logs\\four'],
    ['${environment:variable=NONE:default=D:\\Logs\\five}\\a.log', 'out of reach: D:\\Logs\\five'],
  ] as const) {
    expect(foldersOf('/srv/crm', target(layout), { ROOT: '/data/root', programdata: '/data/all' }), layout).toEqual([
      folder,
    ]);
  }
  // The whole disk, all temporary files, and the folder of the application hold more than logs.
  for (const wide of [
    '/${x}.log',
    '${tempdir}/${x}.log',
    '${basedir}/${x}.log',
    'C:\\${x}.log',
    '${LogDir}${LogDay}.log',
  ]) {
    expect(foldersOf('/srv/crm', target(wide), {}), wide).toEqual([]);
  }
  // A variable of itself ends.
  expect(foldersOf('/srv/crm', '<variable name="a" value="${a}/x" />' + target('/logs/app/${a}/a.log'))).toHaveLength(
    1,
  );
});

it.runIf(process.platform !== 'win32')(
  'looks at a drive of another machine through the share that was given, and never at a third machine',
  () => {
    const logs = target('D:\\Logs\\Creatio\\${x}.log');
    expect(foldersOf('C:\\inetpub\\crm', logs)).toEqual(['D:\\Logs\\Creatio']);
    expect(foldersOf('\\\\server\\c$\\inetpub\\crm', logs)).toEqual(['\\\\server\\D$\\Logs\\Creatio']);
    expect(foldersOf('\\\\server\\sites\\crm', logs)).toEqual(['out of reach: D:\\Logs\\Creatio']);
    expect(foldersOf('/mnt/crm', logs)).toEqual(['out of reach: D:\\Logs\\Creatio']);
    const share = target('\\\\third\\share\\logs\\${x}.log');
    expect(foldersOf('\\\\server\\c$\\crm', share)).toEqual(['out of reach: \\\\third\\share\\logs']);
    expect(foldersOf('\\\\third\\c$\\crm', share)).toEqual(['\\\\third\\share\\logs']);
  },
);

it('knows where Windows has logs, and that others have none of these', () => {
  const variables = { SystemDrive: 'D:', SystemRoot: 'D:\\Windows', TEMP: 'C:\\Users\\a\\AppData\\Local\\Temp' };
  expect(systemPlaces(variables, 'win32').map(({ folder }) => folder)).toEqual([
    'D:\\Windows\\Temp\\Creatio',
    'C:\\Users\\a\\AppData\\Local\\Temp\\Creatio',
    'D:\\inetpub\\logs\\LogFiles',
    'D:\\Windows\\System32\\LogFiles\\HTTPERR',
  ]);
  expect(systemPlaces(variables, 'linux')).toEqual([]);
});
