import { Pool } from 'undici';

/** A request that is sent again and again. */
export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requests: number;
  readonly atOnce: number;
}

/** Sends requests, so many at once; the last answer. @throws Error on the first that is not 200 */
export async function send({ url, headers, body, requests, atOnce }: Load): Promise<unknown> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: atOnce });
  let left = requests;
  let last = '';
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body });
      last = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${url}: ${last.slice(0, 400)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  await pool.close();
  return JSON.parse(last);
}
