import { createHash } from 'node:crypto';
import type { Question } from '../model/question';
import { DEFAULT_LIMITS, ITEM_BYTES } from '../read/limits';
import { OWN_IN_PACKAGE } from '../read/qti/own-package';
import { eachWritten, picturesMissing, picturesUsed, type BankToWrite, type Written } from './export-form';
import { notShownElsewhere } from './foreign';
import { ownJson } from './json';
import { addMedia } from './pack-zip';
import { utf8, type Sink } from './sink';
import { xmlText } from './xml-text';
import { ZipWriter } from './zip-writer';

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ASI = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const CP = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1';

/** Lines of a text as they stand. */
const lines = (text: string) =>
  text
    .split(/\r\n?|\n/)
    .map(xmlText)
    .join('<br/>');
/** Identifiers of QTI begin with a letter. */
const identifier = (id: string) => (/^[A-Za-z_]/.test(id) ? id : `_${id}`);

function itemXml(q: Question, media: ReadonlyMap<string, Uint8Array>): string {
  const several = q.type === 'multi' || q.answer.length > 1;
  const pictures = q.media
    .filter((m) => media.has(m.file))
    .map(
      (m) =>
        `\n    <p><img src="../media/${encodeURIComponent(m.file)}" alt="${xmlText(m.alt['zh-CN'])}"/></p>`,
    );
  const choices = q.options.map(
    (o) => `\n      <qti-simple-choice identifier="${o.id}">${lines(o.text['zh-CN'])}</qti-simple-choice>`,
  );
  const values = q.answer.map((a) => `<qti-value>${a}</qti-value>`).join('');
  const said = q.explanation;
  const number = (name: string, value: string) =>
    `<qti-set-outcome-value identifier="${name}"><qti-base-value base-type="float">${value}</qti-base-value></qti-set-outcome-value>`;
  return `${XML}<qti-assessment-item xmlns="${ASI}" identifier="${identifier(q.id)}" title="${xmlText(q.id)}" adaptive="false" time-dependent="false" xml:lang="zh-CN">
  <qti-response-declaration identifier="RESPONSE" cardinality="${several ? 'multiple' : 'single'}" base-type="identifier">
    <qti-correct-response>${values}</qti-correct-response>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"><qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>${
    said
      ? '\n  <qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>'
      : ''
  }
  <qti-item-body>
    <p>${lines(q.stem['zh-CN'])}</p>${pictures.join('')}
    <qti-choice-interaction response-identifier="RESPONSE" shuffle="${q.shuffle}" max-choices="${several ? 0 : 1}">${choices.join('')}
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing>
    <qti-response-condition>
      <qti-response-if><qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>${number('SCORE', '1')}</qti-response-if>
      <qti-response-else>${number('SCORE', '0')}</qti-response-else>
    </qti-response-condition>${
      said
        ? '\n    <qti-set-outcome-value identifier="FEEDBACK"><qti-base-value base-type="identifier">explanation</qti-base-value></qti-set-outcome-value>'
        : ''
    }
  </qti-response-processing>${
    said
      ? `\n  <qti-modal-feedback outcome-identifier="FEEDBACK" identifier="explanation" show-hide="show"><qti-content-body><p>${lines(said['zh-CN'])}</p></qti-content-body></qti-modal-feedback>`
      : ''
  }
</qti-assessment-item>
`;
}

const itemPath = (i: number) => `items/${String(i + 1).padStart(5, '0')}.xml`;

function* manifest({ questions }: BankToWrite, pictures: ReadonlySet<string>): Generator<string> {
  const names = new Map([...pictures].map((file, i) => [file, `media-${i + 1}`]));
  const resource = (id: string, type: string, href: string, inside: string) =>
    `    <resource identifier="${id}" type="${type}" href="${href}"><file href="${href}"/>${inside}</resource>\n`;
  yield `${XML}<manifest xmlns="${CP}" identifier="kaotai-bank">
  <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>
  <organizations/>
  <resources>
`;
  for (const [i, q] of questions.entries()) {
    const needs = [...new Set(q.media.flatMap((m) => names.get(m.file) ?? []))];
    const inside = needs.map((n) => `<dependency identifierref="${n}"/>`).join('');
    yield resource(`item-${i + 1}`, 'imsqti_item_xmlv3p0', itemPath(i), inside);
  }
  for (const [file, id] of names) yield resource(id, 'webcontent', `media/${encodeURIComponent(file)}`, '');
  yield resource('kaotai', 'webcontent', OWN_IN_PACKAGE, '');
  yield `  </resources>
</manifest>
`;
}

/**
 * A QTI 3.0 content package: an item a file, pictures in `media/`, and beside them our own form, which counts for an
 * item as long as that item's file is the one written here.
 */
export async function writeQti3(bank: BankToWrite, sink: Sink): Promise<Written> {
  const zip = new ZipWriter(sink);
  const pictures = picturesUsed(bank);
  await zip.addLong('imsmanifest.xml', utf8(manifest(bank, pictures)));
  const digests: string[] = [];
  let items = 0;
  for (const [i, q] of eachWritten(bank)) {
    const bytes = Buffer.from(itemXml(q, bank.media));
    zip.add(itemPath(i), bytes);
    // Small ones are not held when they are read.
    if (bytes.length <= ITEM_BYTES) items += bytes.length;
    digests.push(createHash('sha256').update(bytes).digest('hex'));
  }
  addMedia(zip, bank, pictures);
  const own = function* () {
    yield `{"items":${JSON.stringify(digests)},\n"bank":`;
    // The questions were counted as items.
    yield* ownJson({ name: bank.name, questions: bank.questions, media: bank.media });
    yield '}\n';
  };
  await zip.addLong(OWN_IN_PACKAGE, utf8(own()));
  zip.end();
  return {
    textBytes: items > DEFAULT_LIMITS.maxItemsBytes ? zip.textBytes : zip.textBytes - items,
    ending: 'zip',
    mime: 'application/zip',
    lost: [...picturesMissing(bank), ...notShownElsewhere(bank)],
  };
}
