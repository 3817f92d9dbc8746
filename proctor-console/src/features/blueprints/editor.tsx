import { Alert, App, Button, Input } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent } from 'exam-contract/blueprint';
import { blueprintRoutes, type KindBlueprint } from 'exam-contract/http/blueprints';
import { call } from '../../net/api';
import { asFailure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { DayField } from '../../ui/day-field';
import { dayOf } from '../../ui/format';
import { CellTable } from './cell-table';
import { ChapterTable } from './chapter-table';
import { Judged } from './judged';
import { RuleFields } from './rule-fields';
import { SetList } from './set-list';
import { shortIn, Shorts } from './shorts';
import { TestDraw } from './test-draw';
import { useLook } from './use-look';

/** The blueprint of a kind while it is worked at: edited, tried, saved, handed in. */
export function Editor({
  of,
  begin,
  onAnew,
}: {
  of: KindBlueprint;
  begin: BlueprintContent;
  /** Begins again with what the server has. */
  onAnew: () => void;
}) {
  const { t } = useTranslation('blueprint');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  // What was begun with: somebody else's draft must not take the place of what is typed here.
  const [draft] = useState(of.draft);
  const [content, setContent] = useState(begin);
  const [note, setNote] = useState(draft?.note ?? '');
  const [today] = useState(() => dayOf(Date.now()));
  const [meant] = useState(draft?.judged && draft.judged.day > today ? draft.judged.day : today);
  const [from, setFrom] = useState(meant);
  // The kind as it is on that day: its numbers may change with the law.
  const kind = { ...of.kind, ...of.kind.later.filter((row) => row.from <= from).at(-1) };
  const params = { kindCode: kind.code };
  const settle = async () => {
    void queries.invalidateQueries({ queryKey: ['blueprints'] });
    await queries.invalidateQueries({ queryKey: ['blueprint', kind.code] });
    onAnew();
  };
  const look = useLook(kind.code, content, kind.questions, from);
  const save = useMutation({
    mutationFn: () =>
      call(blueprintRoutes.save, {
        params,
        body: { content, note, rev: draft?.rev ?? null, inForceFrom: from },
      }),
    onSuccess: () => {
      void message.success(t('saved'));
      return settle();
    },
  });
  const submit = useMutation({
    mutationFn: () =>
      call(blueprintRoutes.submit, { params, body: { rev: draft?.rev ?? 0, inForceFrom: from } }),
    onSuccess: () => {
      void message.success(t('bank:review.handedIn'));
      return settle();
    },
  });
  const discard = useMutation({
    mutationFn: () => call(blueprintRoutes.discard, { params, query: { rev: draft?.rev ?? 0 } }),
    onSuccess: settle,
  });
  const change = (more: Partial<BlueprintContent>) => {
    setContent((was) => ({ ...was, ...more }));
    save.reset();
    submit.reset();
  };
  const unsaved = !draft || note !== draft.note || JSON.stringify(content) !== JSON.stringify(draft.content);
  const failed = save.error ?? submit.error ?? discard.error;
  const refused = shortIn(save.error).concat(shortIn(submit.error));
  const short = refused.length > 0 ? refused : look.fresh ? look.data!.short : [];
  const shared = { of: { ...of, kind }, content, look, short, onChange: change };
  const askDiscard = () =>
    void modal.confirm({
      title: t('discardAsk'),
      okText: t('discard'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => discard.mutateAsync().catch(() => undefined),
    });
  return (
    <div className="deed">
      {draft?.returned && (
        <Alert
          type="warning"
          showIcon
          title={t('bank:review.returned', { by: draft.returned.by })}
          description={draft.returned.reason}
        />
      )}
      <h3>{t('meant.title')}</h3>
      <label className="law-field day-field">
        <span>{t('bank:publish.from')}</span>
        <DayField min={today} value={from} onChange={setFrom} />
        {from !== '' && <small>{t(from > today ? 'handIn.later' : 'handIn.today')}</small>}
        <small>{t('meant.means')}</small>
      </label>
      <h3>{t('chapter.title')}</h3>
      <p className="quiet">
        {t('chapter.means', { total: kind.questions, ...kind.types })}
        {of.choices.bank && <> {t('chapter.bank', { bank: of.choices.bank.name })}</>}
      </p>
      <ChapterTable {...shared} />
      <h3>{t('cell.title')}</h3>
      <p className="quiet">{t('cell.means')}</p>
      <CellTable {...shared} />
      <h3>{t('sets.title')}</h3>
      <SetList kindCode={kind.code} which="mustTogether" {...shared} />
      <SetList kindCode={kind.code} which="neverTogether" {...shared} />
      <h3>{t('rule.title')}</h3>
      <RuleFields {...shared} />
      <p role="status" className={look.fresh && short.length === 0 ? 'can' : 'quiet'}>
        {!look.whole
          ? t('look.incomplete')
          : look.error
            ? t('look.failed')
            : !look.fresh
              ? t('look.busy')
              : short.length === 0
                ? t('look.good')
                : t('look.short')}
      </p>
      {look.fresh && look.data && <Judged by={look.data.judged} />}
      <FailureNote failure={look.error} />
      <Shorts short={short} />
      <label className="law-field">
        <span>{t('note')}</span>
        <Input.TextArea
          rows={2}
          maxLength={500}
          placeholder={t('noteHint')}
          value={note}
          onChange={(e) => setNote(e.target.value)}
        />
      </label>
      {refused.length === 0 && <FailureNote failure={failed} />}
      {failed && ['CONFLICT', 'DRAFT_IN_REVIEW', 'NOT_FOUND'].includes(asFailure(failed).code) && (
        <Alert
          type="info"
          showIcon
          title={t('anew.title')}
          description={t('anew.means')}
          action={<Button onClick={() => void settle()}>{t('anew.go')}</Button>}
        />
      )}
      <div className="deed-buttons">
        <Button
          type={unsaved ? 'primary' : 'default'}
          disabled={!look.whole || (!unsaved && from === meant)}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('save')}
        </Button>
        {draft && (
          <Button danger loading={discard.isPending} onClick={askDiscard}>
            {t('discard')}
          </Button>
        )}
      </div>
      <TestDraw of={of} content={content} ready={look.fresh && short.length === 0} />
      <h3>{t('handIn.title')}</h3>
      {from !== '' && <p className="quiet">{t('handIn.from', { day: from })}</p>}
      {unsaved && <p className="quiet">{t('handIn.saveFirst')}</p>}
      <div className="deed-buttons">
        <Button
          type={unsaved ? 'default' : 'primary'}
          disabled={unsaved || from === ''}
          loading={submit.isPending}
          onClick={() => submit.mutate()}
        >
          {t('bank:publish.go')}
        </Button>
      </div>
    </div>
  );
}
