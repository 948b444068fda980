import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('metrics', () => {
  it('tells durations in seconds, by stage and by route', async () => {
    const metrics = createMetrics();
    metrics.stage('bot', 250);
    metrics.http({ method: 'POST', route: '/webhooks/:token', status: 200, durationMs: 2 });
    const { body } = await metrics.scrape();
    expect(body).toContain('chasqui_stage_duration_seconds_sum{stage="bot"} 0.25');
    expect(body).toContain(
      'chasqui_http_request_duration_seconds_count{method="POST",route="/webhooks/:token",status="200"} 1',
    );
  });

  it('counts failures by kind', async () => {
    const metrics = createMetrics();
    metrics.sendFailed('throttled');
    metrics.sendFailed('throttled');
    expect((await metrics.scrape()).body).toContain('chasqui_send_failures_total{kind="throttled"} 2');
  });

  it('reads the queues at the scrape, and forgets kinds that are empty by then', async () => {
    const metrics = createMetrics();
    let queues = [{ kind: 'out', lanes: 4, due: 2, oldestMs: 1_500 }];
    metrics.watchQueues(async () => queues);
    const busy = (await metrics.scrape()).body;
    expect(busy).toContain('chasqui_queue_lanes{kind="out"} 4');
    expect(busy).toContain('chasqui_queue_due{kind="out"} 2');
    expect(busy).toContain('chasqui_queue_oldest_age_seconds{kind="out"} 1.5');
    queues = [];
    expect((await metrics.scrape()).body).not.toContain('chasqui_queue_lanes{');
  });

  it('tells what the queues wait for, and forgets it with them', async () => {
    const metrics = createMetrics();
    let waiting: Record<string, number> = { echo: 2 };
    metrics.watchQueues(async () => [{ kind: 'out', lanes: 4, due: 2, oldestMs: 0, waiting }]);
    expect((await metrics.scrape()).body).toContain('chasqui_queue_waiting{kind="out",reason="echo"} 2');
    waiting = {};
    expect((await metrics.scrape()).body).not.toContain('chasqui_queue_waiting{');
  });

  it('asks the circuits at the scrape, and counts sends and dead letters', async () => {
    const metrics = createMetrics();
    let open = 1;
    metrics.watchCircuits('bot', () => open);
    metrics.sendEnded('in_doubt');
    metrics.deadLetter('bot_failed');
    const { body } = await metrics.scrape();
    expect(body).toContain('chasqui_circuits_open{of="bot"} 1');
    expect(body).toContain('chasqui_sends_total{outcome="in_doubt"} 1');
    expect(body).toContain('chasqui_dead_letters_total{reason="bot_failed"} 1');
    open = 0;
    expect((await metrics.scrape()).body).toContain('chasqui_circuits_open{of="bot"} 0');
  });

  it('still answers while the store does not', async () => {
    const metrics = createMetrics();
    metrics.watchQueues(() => Promise.reject(new Error('store is gone')));
    metrics.webhook('unavailable');
    const { body } = await metrics.scrape();
    expect(body).toContain('chasqui_queue_read_failures_total 1');
    expect(body).toContain('chasqui_webhooks_total{outcome="unavailable"} 1');
  });

  it('names every series after the product', async () => {
    const { body } = await createMetrics().scrape();
    const names = [...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(names.filter((name) => !name?.startsWith('chasqui_'))).toEqual([]);
  });
});
