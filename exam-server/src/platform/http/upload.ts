import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { NextFunction, Request, Response } from 'express';
import multer from 'multer';
import type { RouteContract } from 'exam-contract/http/route';
import { AppError } from '../errors';

type FileContract = NonNullable<RouteContract['file']>;
type Middleware = (req: Request, res: Response, next: NextFunction) => void;

/**
 * Takes one file of a multipart form, up to a limit: into memory, or where the contract calls it large into the spool
 * folder. Everything else of the form is refused. A file on the disk is removed as soon as the answer is out, the
 * request was refused, or whoever sent it is gone.
 */
export function uploadsTo(spool: string): (file: FileContract) => Middleware {
  const disk = multer.diskStorage({
    destination: spool,
    filename: (_req, _file, done) => done(null, randomUUID()),
  });
  return ({ field, maxBytes, large }) => {
    const take = multer({
      storage: large ? disk : multer.memoryStorage(),
      limits: { fileSize: maxBytes, files: 1, fields: 0, parts: 2 },
    }).single(field);
    return (req, res, next) => {
      take(req, res, (err: unknown) => {
        // Whatever is not one of its limits is a form its reader could not read: cut off, or without a boundary.
        if (err && !(err instanceof multer.MulterError))
          return next(new AppError('BAD_REQUEST', { field }, { cause: err }));
        next(err);
      });
    };
  };
}

/** Removes the file of a request, if it lies on the disk. */
export async function dropUpload(req: Request): Promise<void> {
  if (req.file?.path) await rm(req.file.path, { force: true });
}
