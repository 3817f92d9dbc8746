import { QueryClient } from '@tanstack/react-query';
import { asFailure } from './failure';

const passing = new Set(['OFFLINE', 'UNAVAILABLE']);

/**
 * Answers of the server by what was asked; only what may pass by itself is asked again. What the browser thinks of the
 * network counts for nothing: the server may be on this very machine, and a deed that waits in silence for a network is
 * done when nobody expects it any more.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5000,
      retry: (count, err) => count < 2 && passing.has(asFailure(err).code),
    },
    mutations: { networkMode: 'always' },
  },
});
