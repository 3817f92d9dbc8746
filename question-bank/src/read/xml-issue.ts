import type { Issue } from '../model/issue';
import { readIssue } from './read-issue';
import type { XmlFault } from './xml-told';

/** Why XML could not be read, with the line. */
export function xmlIssue(fault: XmlFault, file: string): Issue {
  const at = { file, row: fault.line, column: String(fault.character) };
  if (fault.fault === 'entities') return readIssue('XML_ENTITIES', at);
  if (fault.fault === 'depth') return readIssue('TOO_DEEP', at, { limit: 200 });
  const reason =
    fault.fault === 'size' ? 'more elements than any bank has' : fault.reason.replace(/^\d+:\d+: /, '');
  return readIssue('XML_BROKEN', at, { reason });
}
