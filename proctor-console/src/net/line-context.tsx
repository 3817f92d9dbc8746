import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { openLine, type ConsoleLine } from './socket';
import { useMay, useSession } from './session';

const Line = createContext<ConsoleLine | null>(null);

/** Keeps one line to the server while someone who may watch is signed in: it also tells that an examiner is present. */
export function LineProvider({ children }: { children: ReactNode }) {
  const token = useSession()?.token;
  const watches = useMay('proctor', 'siteManager', 'auditor', 'admin');
  const [line, setLine] = useState<ConsoleLine | null>(null);
  useEffect(() => {
    if (!token || !watches) return;
    const opened = openLine(token);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the line is an outside thing that lives as long as the session
    setLine(opened);
    return () => {
      opened.close();
      setLine(null);
    };
  }, [token, watches]);
  return <Line value={line}>{children}</Line>;
}

/** The line, or null for who does not watch rooms. */
export const useLine = (): ConsoleLine | null => useContext(Line);
