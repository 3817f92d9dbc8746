import { Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { Answer } from '../../ui/answer';
import { Approval } from './approval';
import { Editor } from './editor';
import { History } from './history';

/** The list of kinds is long: what was opened comes into view. */
const arrive = (box: HTMLElement | null) => box?.scrollIntoView({ block: 'start' });

/** The blueprint of one kind: under way, in force, and before. */
export function KindBlueprintBox({ kindCode }: { kindCode: string }) {
  const { t, i18n } = useTranslation('blueprint');
  const clerk = useMay('registry', 'admin');
  // After a save the editor begins with what was saved.
  const [begun, setBegun] = useState(0);
  const asked = useQuery({
    queryKey: ['blueprint', kindCode],
    queryFn: () => call(blueprintRoutes.ofKind, { params: { kindCode } }),
    refetchOnWindowFocus: false,
  });
  return (
    <Answer of={asked}>
      {(of) => {
        const before = of.history.find((h) => h.state === 'inForce')?.content ?? of.own;
        const { draft } = of;
        const name = inLang(of.kind.name, i18n.language);
        return (
          <section ref={arrive} className="sheet-box blueprint-box" aria-label={t('of', { name })}>
            <h2>{t('of', { name })}</h2>
            <Tabs
              items={[
                ...(clerk
                  ? [
                      {
                        key: 'draft',
                        label: t(draft?.review ? 'tab.review' : 'tab.edit'),
                        children: draft?.review ? (
                          <Approval of={of} draft={draft} review={draft.review} before={before} />
                        ) : (
                          <Editor
                            key={begun}
                            of={of}
                            begin={draft?.content ?? before}
                            onAnew={() => setBegun((n) => n + 1)}
                          />
                        ),
                      },
                    ]
                  : []),
                { key: 'history', label: t('tab.history'), children: <History of={of} before={before} /> },
              ]}
            />
          </section>
        );
      }}
    </Answer>
  );
}
