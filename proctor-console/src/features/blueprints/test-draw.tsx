import { Button, Input, Select, Table } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent } from 'exam-contract/blueprint';
import { blueprintRoutes, type KindBlueprint, type TestPaper } from 'exam-contract/http/blueprints';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';
import { useWords } from './use-words';

interface Props {
  of: KindBlueprint;
  content: BlueprintContent;
  ready: boolean;
}

/** A paper drawn to look at: the same seed gives the same paper. */
export function TestDraw({ of, content, ready }: Props) {
  const { t, i18n } = useTranslation('blueprint');
  const words = useWords();
  const [seed, setSeed] = useState('1');
  const [licenceClass, setClass] = useState('');
  const draw = useMutation({
    mutationFn: () =>
      call(blueprintRoutes.testDraw, {
        params: { kindCode: of.kind.code },
        body: { content, seed: seed.trim(), licenceClass },
      }),
  });
  const paper = draw.data;
  const named = [...new Set([...of.choices.classes, ...content.cells.flatMap((c) => c.licenceClass ?? [])])];
  return (
    <section className="blueprint-test" aria-labelledby="test-draw">
      <h3 id="test-draw">{t('test.title')}</h3>
      <p className="quiet">{t('test.means')}</p>
      <div className="blueprint-test-fields">
        <label className="law-field">
          <span>{t('test.seed')}</span>
          <Input value={seed} maxLength={100} onChange={(e) => setSeed(e.target.value)} />
        </label>
        {named.length > 0 && (
          <label className="law-field">
            <span>{t('test.class')}</span>
            <Select
              aria-label={t('test.class')}
              value={licenceClass}
              options={[
                { value: '', label: t('test.anyClass') },
                ...named.map((name) => ({ value: name, label: name })),
              ]}
              onChange={setClass}
            />
          </label>
        )}
        <Button
          disabled={!ready || seed.trim() === ''}
          loading={draw.isPending}
          onClick={() => draw.mutate()}
        >
          {t('test.go')}
        </Button>
      </div>
      <FailureNote failure={draw.error} />
      {paper && (
        <>
          <p role="status">
            {t('test.drawn', { count: paper.items.length, difficulty: paper.difficulty.toFixed(2) })}{' '}
            {t('test.shown', { count: Math.max(0, ...paper.items.map((i) => i.shown)) })}
          </p>
          <Table<TestPaper['items'][number] & { n: number }>
            size="small"
            rowKey="questionId"
            scroll={{ x: 980 }}
            dataSource={paper.items.map((i, n) => ({ ...i, n: n + 1 }))}
            pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
            columns={[
              { title: t('test.n'), width: 60, dataIndex: 'n' },
              { title: t('cell.type'), width: 90, render: (_, i) => words.type(i.type) },
              { title: t('cell.chapter'), width: 210, dataIndex: 'chapter' },
              {
                title: t('test.stem'),
                render: (_, i) => (
                  <>
                    <span className="mono">{i.questionId}</span> {inLang(i.stem, i18n.language)}
                  </>
                ),
              },
              {
                title: t('cell.tag'),
                width: 140,
                render: (_, i) => <span className="mono">{i.tags.join(' ')}</span>,
              },
              { title: t('test.difficulty'), width: 80, dataIndex: 'difficulty' },
              { title: t('test.shownCol'), width: 90, dataIndex: 'shown' },
            ]}
          />
        </>
      )}
    </section>
  );
}
