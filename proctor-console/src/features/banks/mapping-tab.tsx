import { App, Button, Checkbox, Empty } from 'antd';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, type BankDraft, type KindRow, type UploadHints } from 'exam-contract/http/banks';
import { mappingRoutes, type DraftMapping } from 'exam-contract/http/mapping';
import { call } from '../../net/api';
import { Answer } from '../../ui/answer';
import { FailureNote } from '../../ui/failure-note';
import { HintFields } from './hint-fields';
import { MappingRemembered } from './mapping-remembered';
import { MappingAnswers } from './mapping-answers';
import { MappingSource } from './mapping-source';
import { choiceOf, likelyValues, ordersOf, sourceId, valuesOf, type SourceChoice } from './mapping-state';
import { MappingValues } from './mapping-values';

function Mapping({
  draftId,
  mapping,
  kinds,
}: {
  draftId: string;
  mapping: DraftMapping;
  kinds: readonly KindRow[];
}) {
  const { t } = useTranslation('mapping');
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [choices, setChoices] = useState<ReadonlyMap<string, SourceChoice>>(new Map());
  const [hints, setHints] = useState<UploadHints>(mapping.hints);
  const values = valuesOf(mapping);
  const [names, setNames] = useState(() =>
    likelyValues(
      values,
      kinds.flatMap((k) => k.chapters),
    ),
  );
  const [remember, setRemember] = useState(true);
  const settle = (draft?: BankDraft) => {
    if (draft) queries.setQueryData(['draft', draftId], draft);
    for (const key of ['mapping', 'refused', 'diff'])
      void queries.invalidateQueries({ queryKey: [key, draftId] });
    for (const key of ['drafts', 'mappings']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const reread = useMutation({
    mutationFn: () =>
      call(mappingRoutes.reread, {
        params: { draftId },
        body: { sources: ordersOf(mapping, choices, names), hints, remember, dropMends: mapping.mends > 0 },
      }),
    onSuccess: (draft) => {
      settle(draft);
      void message.success(t('done', { accepted: draft.accepted, read: draft.read }));
    },
  });
  const forget = useMutation({
    mutationFn: (signature: string) => call(mappingRoutes.forget, { params: { signature } }),
    onSuccess: () => {
      settle();
      void message.success(t('remembered.forgotten'));
    },
  });
  const go = () => {
    if (mapping.mends === 0) return reread.mutate();
    void modal.confirm({
      title: t('mends.ask'),
      content: t('mends.means', { count: mapping.mends }),
      okText: t('mends.go'),
      okButtonProps: { danger: true },
      cancelText: t('page:cancel'),
      onOk: () => reread.mutateAsync().catch(() => undefined),
    });
  };
  const valuesShown = <MappingValues values={values} chosen={names} onChange={setNames} />;
  const valuesAsk = values.some((v) => v.how === 'unknown');
  return (
    <div className="mapping">
      <p className="quiet">{t(mapping.sources.length > 0 ? 'lead' : 'leadNoTable')}</p>
      {mapping.apart?.remembered && (
        <MappingRemembered
          remembered={mapping.apart.remembered}
          signature={mapping.apart.signature}
          onForget={forget.mutate}
        />
      )}
      {valuesAsk && valuesShown}
      {mapping.sources.map((source, i) => {
        const id = sourceId(source, i);
        return (
          <MappingSource
            key={id}
            source={source}
            choice={choices.get(id) ?? choiceOf(source)}
            onChange={(choice) => setChoices(new Map([...choices, [id, choice]]))}
            onForget={forget.mutate}
          />
        );
      })}
      <MappingAnswers
        answers={mapping.answers}
        numbers={mapping.numbers}
        chosen={hints.answers}
        onChoose={(answers) => {
          const { answers: _, ...others } = hints;
          setHints(answers ? { ...others, answers } : others);
        }}
      />
      {!valuesAsk && valuesShown}
      {mapping.kept ? (
        <>
          <HintFields hints={hints} onChange={setHints} />
          {(mapping.sources.length > 0 || mapping.apart) && (
            <Checkbox checked={remember} onChange={(e) => setRemember(e.target.checked)}>
              {t(mapping.sources.length > 0 ? 'remember' : 'rememberNames')}
            </Checkbox>
          )}
          <FailureNote failure={reread.error ?? forget.error} />
          <div className="deed-buttons">
            <Button type="primary" loading={reread.isPending} onClick={go}>
              {t('again')}
            </Button>
          </div>
        </>
      ) : (
        <Empty description={t('notKept')} />
      )}
    </div>
  );
}

/** Counts what was another answer; one that says the same keeps its number, and with it what is chosen and not yet sent. */
function useTurn(answer: DraftMapping | undefined): number {
  const [seen, setSeen] = useState({ answer, turn: 0 });
  if (seen.answer !== answer) setSeen({ answer, turn: seen.turn + 1 });
  return seen.turn;
}

/** How the file of a draft was read; a clerk says it otherwise and has it read again. */
export function MappingTab({ draftId }: { draftId: string }) {
  const asked = useQuery({
    queryKey: ['mapping', draftId],
    queryFn: () => call(mappingRoutes.draftMapping, { params: { draftId } }),
  });
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const turn = useTurn(asked.data);
  return (
    <Answer of={kinds}>
      {(known) => (
        <Answer of={asked}>
          {(mapping) => <Mapping key={turn} draftId={draftId} mapping={mapping} kinds={known.kinds} />}
        </Answer>
      )}
    </Answer>
  );
}
