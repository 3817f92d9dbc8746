import { DeleteOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, AutoComplete, Button, Checkbox, Input, Segmented, Upload } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptRoutes } from 'exam-contract/http/attempts';
import type { BankDraft, MendedQuestion, RefusedRow } from 'exam-contract/http/banks';
import { mendingRoutes } from 'exam-contract/http/mending';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { asFailure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { useLeaveWarning } from '../../ui/leave-warning';
import { Still } from '../../ui/still';
import { PreviewButton } from '../preview/preview-button';
import { shownRow } from '../preview/shown';
import { MendMore } from './mend-more';
import { MendWait } from './mend-wait';
import type { MendDeed } from './send-mend';
import { MendTranslations, withoutBlanks } from './mend-translations';

interface Props {
  draftId: string;
  row: Pick<RefusedRow, 'question' | 'issues' | 'answerText' | 'pictures' | 'changedAt'>;
  /** See {@link sendMend}. */
  send: (deed: MendDeed, seen: number | undefined) => Promise<BankDraft>;
  /** Chapters the exam kinds draw from. */
  chapters: readonly string[];
  onSaved: (draft: BankDraft) => void;
  /** Whether closing the form would lose something. */
  onTouched: (touched: boolean) => void;
}

const TYPES = ['judge', 'single', 'multi'] as const;
const MOST = 8;
const letter = (i: number) => String.fromCharCode(65 + i);
const RIGHT_WRONG: MendedQuestion['options'] = [
  { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
  { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
];

/** The options under letters by their place, the answer following them. */
function lettered(q: MendedQuestion, options: MendedQuestion['options']): MendedQuestion {
  const places = new Map(options.map((o, i) => [o.id, letter(i)]));
  const answer = q.answer.flatMap((id) => places.get(id) ?? []).sort();
  return { ...q, options: options.map((o, i) => ({ ...o, id: letter(i) })), answer };
}
function typed(q: MendedQuestion, type: MendedQuestion['type']): MendedQuestion {
  if (type === 'judge') {
    // Our own words, with the translations of those that were there if they say the same.
    const options = RIGHT_WRONG.map((o, i) => {
      const was = q.options[i]?.text;
      return was?.['zh-CN'] === o.text['zh-CN'] ? { ...o, text: { ...o.text, ...was } } : o;
    });
    return { ...q, type, options, answer: q.answer.slice(0, 1), shuffle: false };
  }
  return { ...q, type, answer: type === 'single' ? q.answer.slice(0, 1) : q.answer };
}

const withAlt = (q: MendedQuestion, of: MendedQuestion['media'][number], zh: string): MendedQuestion => ({
  ...q,
  media: q.media.map((m) => (m === of ? { ...m, alt: { ...m.alt, 'zh-CN': zh } } : m)),
});

function Pictures({
  q,
  draftId,
  known,
  onPicture,
  onChange,
}: Pick<Props, 'draftId'> & {
  q: MendedQuestion;
  /** Hash of each picture that is at hand, by file name. */
  known: Readonly<Record<string, string>>;
  onPicture: (file: string, sha256: string) => void;
  onChange: (q: MendedQuestion) => void;
}) {
  const { t } = useTranslation('bank');
  const queries = useQueryClient();
  const [shrunk, setShrunk] = useState<Record<string, { before: string; after: string }>>({});
  const add = useMutation({
    mutationFn: (file: File) => call(mendingRoutes.mendPicture, { params: { draftId }, file }),
    onSuccess: ({ file, sha256, shrunk, revision }) => {
      // That the draft has a picture more is no news to whoever gave it.
      queries.setQueryData<BankDraft>(['draft', draftId], (was) =>
        was?.revision === revision - 1 ? { ...was, revision } : was,
      );
      if (shrunk) setShrunk((now) => ({ ...now, [file]: shrunk }));
      onPicture(file, sha256);
      onChange({
        ...q,
        media: [...q.media, { file, alt: { 'zh-CN': t('mend.alt'), en: t('mend.alt', { lng: 'en' }) } }],
      });
    },
  });
  return (
    <div className="mend-pictures">
      {q.media.map((m) => (
        <figure key={m.file}>
          {known[m.file] ? (
            <Still
              name={known[m.file] ?? ''}
              alt={m.alt['zh-CN']}
              load={() => call(attemptRoutes.media, { params: { sha256: known[m.file] ?? '' } })}
            />
          ) : (
            <span className="cannot">{t('mend.pictureMissing')}</span>
          )}
          <figcaption>
            <span className="mono quiet">{m.file}</span>
            {shrunk[m.file] && (
              <Alert type="info" showIcon role="status" title={t('mend.shrunk', shrunk[m.file])} />
            )}
            <label>
              <span>{t('mend.altOf')}</span>
              <Input value={m.alt['zh-CN']} onChange={(e) => onChange(withAlt(q, m, e.target.value))} />
            </label>
          </figcaption>
          <Button
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => onChange({ ...q, media: q.media.filter((x) => x !== m) })}
          >
            {t('mend.pictureOff')}
          </Button>
        </figure>
      ))}
      <Upload
        accept=".png,.jpg,.jpeg,.gif,.webp,.svg"
        showUploadList={false}
        beforeUpload={(file) => {
          add.mutate(file);
          return false;
        }}
      >
        <Button icon={<UploadOutlined aria-hidden />} loading={add.isPending}>
          {t('mend.pictureOn')}
        </Button>
      </Upload>
      <FailureNote failure={add.error} />
    </div>
  );
}

function Options({ q, onChange }: { q: MendedQuestion; onChange: (q: MendedQuestion) => void }) {
  const { t } = useTranslation('bank');
  const judge = q.type === 'judge';
  const set = (i: number, zh: string) =>
    onChange({
      ...q,
      options: q.options.map((o, j) => (i === j ? { ...o, text: { ...o.text, 'zh-CN': zh } } : o)),
    });
  const tick = (id: string, on: boolean) => {
    const others = q.type === 'multi' ? q.answer.filter((a) => a !== id) : [];
    onChange({ ...q, answer: [...others, ...(on ? [id] : [])].sort() });
  };
  return (
    <fieldset className="mend-options">
      <legend>{t('mend.options')}</legend>
      {q.options.map((o, i) => (
        <div key={i} className="mend-option">
          <Checkbox checked={q.answer.includes(o.id)} onChange={(e) => tick(o.id, e.target.checked)}>
            {t('mend.right', { letter: letter(i) })}
          </Checkbox>
          <Input
            aria-label={t('mend.option', { letter: letter(i) })}
            value={o.text['zh-CN']}
            disabled={judge}
            onChange={(e) => set(i, e.target.value)}
          />
          {!judge && (
            <Button
              aria-label={t('mend.optionOff', { letter: letter(i) })}
              icon={<DeleteOutlined aria-hidden />}
              onClick={() =>
                onChange(
                  lettered(
                    q,
                    q.options.filter((_, j) => j !== i),
                  ),
                )
              }
            />
          )}
        </div>
      ))}
      {!judge && q.options.length < MOST && (
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange(lettered(q, [...q.options, { id: '+', text: { 'zh-CN': '' } }]))}
        >
          {t('mend.optionOn')}
        </Button>
      )}
    </fieldset>
  );
}

/** One question, to be mended where it stands or left out on purpose. What was typed stays whatever `row` becomes. */
export function MendForm({ draftId, row, send, chapters, onSaved, onTouched }: Props) {
  const { t, i18n } = useTranslation('bank');
  const [asRead, setAsRead] = useState(() => lettered(row.question, row.question.options));
  const [q, setQ] = useState(asRead);
  const [seen, setSeen] = useState(row.changedAt);
  const [added, setAdded] = useState<Record<string, string>>({});
  const known = { ...row.pictures, ...added };
  const { notification } = App.useApp();
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => void (shown.current = false);
  }, []);
  const save = useMutation({
    mutationFn: ({ deed, anyway }: { deed: MendDeed; typed: MendedQuestion; anyway?: true }) =>
      send(deed, anyway ? undefined : seen),
    onSuccess: (now, { typed }) => {
      setSeen(now.revision);
      setAsRead(typed);
      onSaved(now);
    },
    onError: (err) => {
      // Whoever did not wait sees no form any more that would say so.
      if (!shown.current)
        notification.error({
          duration: false,
          title: t('mendWait.failed', { id: q.id, stem: q.stem['zh-CN'].slice(0, 40) }),
          description: <FailureNote failure={err} />,
        });
    },
  });
  const touched = q !== asRead && !save.isPending;
  useLeaveWarning(touched);
  useEffect(() => {
    onTouched(touched);
    return () => onTouched(false);
  }, [touched, onTouched]);
  return (
    <form
      className="mend-form"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate({ deed: { question: withoutBlanks(q) }, typed: q });
      }}
    >
      {row.issues.map((issue, i) => (
        <Alert
          key={i}
          type={issue.severity === 'error' ? 'error' : 'warning'}
          showIcon
          title={inLang(issue.message, i18n.language)}
          description={issue.mend && inLang(issue.mend, i18n.language)}
        />
      ))}
      {row.answerText && <p className="quiet">{t('mend.answerText', { answer: row.answerText })}</p>}
      <div className="mend-heads">
        <label>
          <span>{t('preview.id')}</span>
          <Input value={q.id} onChange={(e) => setQ({ ...q, id: e.target.value })} />
        </label>
        <label>
          <span>{t('preview.chapter')}</span>
          <AutoComplete
            value={q.chapter}
            onChange={(chapter: string) => setQ({ ...q, chapter })}
            aria-label={t('preview.chapter')}
            options={chapters.map((value) => ({ value }))}
          />
        </label>
      </div>
      <Segmented
        aria-label={t('preview.type')}
        value={q.type ?? ''}
        onChange={(type) =>
          setQ(
            typed(
              q,
              TYPES.find((x) => x === type),
            ),
          )
        }
        options={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
      />
      <label>
        <span>{t('preview.stem')}</span>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={q.stem['zh-CN']}
          onChange={(e) => setQ({ ...q, stem: { ...q.stem, 'zh-CN': e.target.value } })}
        />
      </label>
      <Pictures
        q={q}
        known={known}
        onPicture={(file, sha256) => setAdded({ ...added, [file]: sha256 })}
        draftId={draftId}
        onChange={setQ}
      />
      <Options q={q} onChange={setQ} />
      <label>
        <span>{t('mend.explanation')}</span>
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 6 }}
          value={q.explanation?.['zh-CN'] ?? ''}
          onChange={(e) => setQ({ ...q, explanation: { ...q.explanation, 'zh-CN': e.target.value } })}
        />
      </label>
      <MendMore q={q} issues={row.issues} onChange={setQ} />
      <MendTranslations q={q} onChange={setQ} />
      <FailureNote failure={save.error} />
      {save.error && asFailure(save.error).code === 'ROW_CHANGED' && (
        <div>
          <Button onClick={() => save.mutate({ ...save.variables, anyway: true })}>{t('mend.anyway')}</Button>
        </div>
      )}
      <div className="deed-buttons">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('mend.save')}
        </Button>
        <Button disabled={save.isPending} onClick={() => save.mutate({ deed: { skipped: true }, typed: q })}>
          {t('mend.skip')}
        </Button>
        <PreviewButton questionId={q.id} of={{ shown: shownRow(q, known) }} />
      </div>
      {save.isPending && <MendWait draftId={draftId} saving />}
    </form>
  );
}
