import { Button, Empty, Table, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { Answer, PageHead } from '../../ui/answer';
import { KindBlueprintBox } from './kind-blueprint';
import '../../theme/bank.css';
import '../../theme/blueprint.css';

/** What papers of each exam kind are made of, as the registry office says it. */
export default function BlueprintsPage() {
  const { t, i18n } = useTranslation('blueprint');
  const [search, setSearch] = useSearchParams();
  const open = search.get('kind');
  const asked = useQuery({ queryKey: ['blueprints'], queryFn: () => call(blueprintRoutes.list) });
  return (
    <>
      <PageHead title={t('title')} />
      <section className="sheet-box" aria-labelledby="kinds">
        <h2 id="kinds">{t('kinds')}</h2>
        <p className="quiet">{t('lead')}</p>
        <Answer of={asked}>
          {({ kinds }) => (
            <Table
              size="small"
              rowKey="code"
              pagination={false}
              scroll={{ x: 800 }}
              dataSource={kinds}
              locale={{ emptyText: <Empty description={t('none')} /> }}
              columns={[
                { title: t('col.kind'), render: (_, k) => inLang(k.name, i18n.language) },
                { title: t('col.questions'), width: 100, dataIndex: 'questions' },
                {
                  title: t('col.inForce'),
                  render: (_, k) => (
                    <>
                      {k.inForce
                        ? t('inForce', { number: k.inForce.number, day: k.inForce.inForceFrom })
                        : t('ownShares')}
                      {!k.fits && <div className="cannot">{t('unfit')}</div>}
                      {k.scheduled.map((s) => (
                        <div key={`${s.number} ${s.inForceFrom}`} className="quiet">
                          {t('scheduled', { number: s.number, day: s.inForceFrom })}
                        </div>
                      ))}
                    </>
                  ),
                },
                {
                  title: t('col.draft'),
                  render: (_, k) =>
                    k.draft === 'waits' || k.draft === 'waitsForYou' ? (
                      <Tag variant="solid" color={k.draft === 'waitsForYou' ? '#8a5300' : '#3d4a5c'}>
                        {t(`draft.${k.draft}`)}
                      </Tag>
                    ) : (
                      k.draft && t(`draft.${k.draft}`)
                    ),
                },
                {
                  title: t('deed'),
                  width: 120,
                  render: (_, k) => (
                    <Button
                      aria-label={t('openOf', { name: inLang(k.name, i18n.language) })}
                      disabled={k.code === open}
                      onClick={() => setSearch({ kind: k.code })}
                    >
                      {t('open')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      </section>
      {open && <KindBlueprintBox key={open} kindCode={open} />}
    </>
  );
}
