import { randomUUID } from 'node:crypto';
import type { RoomRow, SeatRow, SiteRow } from 'exam-contract/http/sites';
import type { Text } from 'exam-contract/ids';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { RoomDoc, SeatDoc, SiteDoc, SiteStore } from './sites.store';
import type { Terminals } from './terminals.service';

/** A seat with what stands on its door: what an exam writes down of the place. */
export interface SeatPlace {
  seatId: string;
  roomId: string;
  siteId: string;
  number: number;
  label: string;
  roomName: Text;
  siteName: Text;
  challenge: 'on' | 'off';
  /** Code of the region whose questions are asked there; null: as blueprints say. */
  region: string | null;
}

/** How long another server may go on with a seat as it was before a change here. */
const CACHE_MS = 5000;

const roomRow = (doc: RoomDoc, seats: number): RoomRow => ({
  roomId: doc._id,
  siteId: doc.siteId,
  name: doc.name,
  seats,
  challenge: doc.challenge,
});
const found = <T>(doc: T | null): T => {
  if (!doc) throw new AppError('NOT_FOUND');
  return doc;
};

export function createSitesService(
  ctx: Pick<Context, 'db' | 'clock'>,
  store: SiteStore,
  terminals: Pick<Terminals, 'ofSeats'>,
  audit: Pick<Audit, 'record'>,
  /** Refuses a region whose papers could not be drawn. @throws AppError BLUEPRINT_NOT_FEASIBLE */
  regionFits: (region: string) => Promise<void>,
) {
  const { db, clock } = ctx;
  const cache = new Map<string, { until: number; place: SeatPlace }>();

  async function list(): Promise<SiteRow[]> {
    const [sites, rooms, counts] = await Promise.all([store.sites(), store.rooms(), store.seatCounts()]);
    return sites.map((s) => ({
      siteId: s._id,
      name: s.name,
      region: s.region ?? null,
      rooms: rooms.filter((r) => r.siteId === s._id).map((r) => roomRow(r, counts.get(r._id) ?? 0)),
    }));
  }

  return {
    /** @throws AppError NOT_FOUND */
    async seatInfo(seatId: string): Promise<SeatPlace> {
      const kept = cache.get(seatId);
      if (kept && kept.until > clock.now()) return kept.place;
      const seat = found(await store.seat(seatId));
      const [room, site] = await Promise.all([store.room(seat.roomId), store.site(seat.siteId)]);
      const place: SeatPlace = {
        seatId,
        roomId: seat.roomId,
        siteId: seat.siteId,
        number: seat.number,
        label: seat.label,
        roomName: found(room).name,
        siteName: found(site).name,
        challenge: found(room).challenge,
        region: found(site).region ?? null,
      };
      cache.set(seatId, { until: clock.now() + CACHE_MS, place });
      return place;
    },

    /** @throws AppError NOT_FOUND */
    async room(roomId: string): Promise<RoomRow> {
      const room = found(await store.room(roomId));
      return roomRow(room, (await store.seatCounts()).get(roomId) ?? 0);
    },
    /** @throws AppError NOT_FOUND */
    roomExists: async (roomId: string): Promise<void> => void found(await store.room(roomId)),
    /** @throws AppError NOT_FOUND */
    siteExists: async (siteId: string): Promise<void> => void found(await store.site(siteId)),

    list,

    /** Seats of a room by number, with their terminals. @throws AppError NOT_FOUND */
    async seats(roomId: string): Promise<SeatRow[]> {
      found(await store.room(roomId));
      const docs = await store.seatsOf(roomId);
      const bySeat = await terminals.ofSeats(docs.map((s) => s._id));
      return docs.map((s) => ({
        seatId: s._id,
        roomId,
        number: s.number,
        label: s.label,
        terminal: bySeat.get(s._id) ?? null,
      }));
    },

    /** @throws AppError BLUEPRINT_NOT_FEASIBLE where papers of that region could not be drawn */
    async addSite(name: Text, actor: string, region: string | null = null): Promise<SiteRow> {
      if (region !== null) await regionFits(region);
      const doc: SiteDoc = { _id: randomUUID(), name, region, createdAt: clock.now() };
      await inTransaction(db, async (session) => {
        await store.insertSite(doc, session);
        await audit.record(session, {
          actor,
          action: 'site.add',
          target: `site/${doc._id}`,
          detail: { name: name['zh-CN'], ...(region === null ? {} : { region }) },
        });
      });
      return { siteId: doc._id, name, region, rooms: [] };
    },

    /** Regions that sites name as their own. */
    async regionsInUse(): Promise<string[]> {
      return [...new Set((await store.sites()).flatMap((s) => s.region ?? []))].sort();
    },

    /**
     * Papers drawn at the site from now on have the questions of that region; null: as blueprints say.
     * @throws AppError NOT_FOUND, BLUEPRINT_NOT_FEASIBLE (`field` names what papers of that region are short of)
     */
    async setRegion(
      siteId: string,
      input: { region: string | null; reason: string },
      actor: string,
    ): Promise<SiteRow> {
      const was = found(await store.site(siteId)).region ?? null;
      if (input.region !== null && input.region !== was) await regionFits(input.region);
      await inTransaction(db, async (session) => {
        found(await store.setRegion(siteId, input.region, session));
        await audit.record(session, {
          actor,
          action: 'site.region',
          target: `site/${siteId}`,
          detail: { was, ...input },
        });
      });
      for (const [seatId, { place }] of cache) if (place.siteId === siteId) cache.delete(seatId);
      return found((await list()).find((s) => s.siteId === siteId) ?? null);
    },

    /** A room with seats 1…n, labelled 01…; the head-turn challenge is on. @throws AppError NOT_FOUND */
    async addRoom(siteId: string, input: { name: Text; seats: number }, actor: string): Promise<RoomRow> {
      found(await store.site(siteId));
      const room: RoomDoc = {
        _id: randomUUID(),
        siteId,
        name: input.name,
        challenge: 'on',
        createdAt: clock.now(),
      };
      const seats = Array.from({ length: input.seats }, (_, i): SeatDoc => ({
        _id: randomUUID(),
        roomId: room._id,
        siteId,
        number: i + 1,
        label: String(i + 1).padStart(2, '0'),
      }));
      await inTransaction(db, async (session) => {
        await store.insertRoom(room, seats, session);
        await audit.record(session, {
          actor,
          action: 'room.add',
          target: `room/${room._id}`,
          detail: { name: input.name['zh-CN'], seats: seats.length, siteId },
        });
      });
      return roomRow(room, seats.length);
    },

    /** @throws AppError NOT_FOUND */
    async setChallenge(
      roomId: string,
      input: { challenge: 'on' | 'off'; reason: string },
      actor: string,
    ): Promise<RoomRow> {
      const room = await inTransaction(db, async (session) => {
        const changed = found(await store.setChallenge(roomId, input.challenge, session));
        await audit.record(session, {
          actor,
          action: 'room.challenge',
          target: `room/${roomId}`,
          detail: { ...input },
        });
        return changed;
      });
      for (const [seatId, { place }] of cache) if (place.roomId === roomId) cache.delete(seatId);
      return roomRow(room, (await store.seatCounts()).get(roomId) ?? 0);
    },
  };
}
export type SitesService = ReturnType<typeof createSitesService>;
