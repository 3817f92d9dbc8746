import { Empty, Input, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { questionRoutes } from 'exam-contract/http/questions';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { DrawerButton } from '../../ui/drawer-button';
import { PreviewButton } from './preview-button';

const PAGE = 50;

function List({ hash }: { hash: string }) {
  const { t, i18n } = useTranslation(['look', 'bank']);
  const [page, setPage] = useState(1);
  const [words, setWords] = useState('');
  const from = (page - 1) * PAGE;
  const asked = useQuery({
    queryKey: ['versionQuestions', hash, words, from],
    queryFn: () => call(questionRoutes.ofVersion, { params: { hash }, query: { from, words } }),
  });
  return (
    <>
      <Input.Search
        allowClear
        aria-label={t('look:search')}
        placeholder={t('look:search')}
        onSearch={(value) => {
          setWords(value.trim());
          setPage(1);
        }}
      />
      <Answer of={asked}>
        {({ rows, total }) => (
          <Table
            size="small"
            rowKey="id"
            scroll={{ x: 700 }}
            dataSource={rows}
            locale={{ emptyText: <Empty description={t('look:noneFound')} /> }}
            pagination={{
              current: page,
              onChange: setPage,
              pageSize: PAGE,
              total,
              hideOnSinglePage: true,
              showSizeChanger: false,
            }}
            columns={[
              {
                title: t('bank:preview.id'),
                width: 140,
                render: (_, q) => <span className="mono">{q.id}</span>,
              },
              { title: t('bank:preview.type'), width: 90, render: (_, q) => t(`bank:type.${q.type}`) },
              { title: t('bank:preview.stem'), render: (_, q) => inLang(q.stem, i18n.language) },
              {
                title: t('bank:draft.deed'),
                width: 110,
                render: (_, q) => <PreviewButton questionId={q.id} of={{ version: hash }} />,
              },
            ]}
          />
        )}
      </Answer>
    </>
  );
}

/** Opens the list of a version's questions, to look at any of them. */
export function VersionQuestions({ hash, name }: { hash: string; name: string }) {
  const { t } = useTranslation('look');
  const may = useMay('registry', 'auditor', 'admin');
  if (!may) return null;
  return (
    <DrawerButton label={t('questions')} title={t('questionsOf', { name })}>
      <List hash={hash} />
    </DrawerButton>
  );
}
