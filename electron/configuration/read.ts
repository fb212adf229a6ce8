import type { ConfigurationFile } from '../../shared/configuration.ts';
import { decodedText, type Folder } from './files.ts';
import { fail, type Found } from './finding.ts';
import { parseJson, repeatedName, type JsonNode } from './json.ts';
import { parseXml, type XmlElement } from './xml.ts';

interface ReadJson {
  file: ConfigurationFile;
  /** Null where there is nothing to examine. */
  node: JsonNode | null;
}

/**
 * Reads a file of JSON; what is wrong with it as such is a finding.
 * @param howToGet where a missing file comes from, as a sentence
 */
export async function readJson(folder: Folder, name: string, howToGet: string): Promise<ReadJson> {
  const { file, text } = await read(folder, name, howToGet);
  if (text === null) return { file, node: null };
  const { node, problem } = parseJson(text);
  if (problem !== null) {
    const where = `The JSON is broken at line ${problem.line}, character ${problem.column}.`;
    return {
      file: { ...file, findings: [fail('configuration-json-broken', `${where} ${problem.message}`, problem.line)] },
      node: null,
    };
  }
  const repeated = repeatedName(node);
  const findings =
    repeated === null
      ? []
      : [
          fail(
            'configuration-json-broken',
            'A name stands twice in the same object, which .NET refuses; upper and lower case do not count.',
            repeated.line,
          ),
        ];
  return { file: { ...file, findings }, node };
}

/** Reads a file of XML and examines what is in it. */
export async function readXml(
  folder: Folder,
  name: string,
  howToGet: string,
  examine: (root: XmlElement) => Found[],
): Promise<ConfigurationFile> {
  const { file, text } = await read(folder, name, howToGet);
  if (text === null) return file;
  const { root, problem } = parseXml(text);
  const findings =
    problem === null
      ? examine(root)
      : [
          fail(
            'configuration-xml-broken',
            `The XML is broken at line ${problem.line}. ${problem.message}`,
            problem.line,
          ),
        ];
  return { ...file, findings };
}

async function read(
  folder: Folder,
  name: string,
  howToGet: string,
): Promise<{ file: ConfigurationFile; text: string | null }> {
  const found = await folder.read(name);
  if (found.state === 'read') return { file: { name, state: 'read', findings: [] }, text: decodedText(found.bytes) };
  const findings =
    found.state === 'missing'
      ? [fail('configuration-file-missing', `${name} is missing. ${howToGet}`.trim())]
      : [fail('configuration-file-unreadable', `${name} cannot be read: ${found.reason}.`)];
  return { file: { name, state: found.state, findings }, text: null };
}
