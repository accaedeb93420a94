//! The way of a keystroke: everything that runs anew when a character changes, over manifests of 300
//! and of 2,000 lines, such as people have: Deployments with sidecars, Jobs, StatefulSets, and what
//! stands between them.
//!
//! The page reads, simulates and draws the object that is looked at; the language worker reviews and
//! lints all of them, beside it. The last line is their sum, as if there were one thread. In Node the
//! same text goes through js-yaml, which only parses.

use super::{RUNS, clock, drop_it, infer, median, print};
use podline::admission;
use podline::engine::{self, Timeline};
use podline::insight::lint;
use podline::manifest::{self, Manifest, Object, repair};
use podline::markup::{self, timeline};
use podline::model::{self, Pod, Version, Workload};
use podline::scene::{self, Layout};

const NEWEST: Version = Version::NEWEST;

pub(super) fn time() {
    for lines in [300, 2000] {
        let text = of_lines(lines);
        let name = format!("{lines} lines, {} kB", text.len() / 1000);
        let manifest = manifest::parse(&text);
        let made: Vec<_> = manifest.objects.iter().filter_map(made).collect();
        let first = made.first().expect("invariant: the text begins with a Deployment");
        let timeline = simulate(first);

        print(&name, "read", median(|| drop_it(manifest::parse(&text))));
        print(&name, "understand", median(|| drop_it(lower(&manifest))));
        print(&name, "review", median(|| review(&manifest)));
        print(&name, "lint, with its simulations", median(|| made.iter().for_each(lint)));
        print(&name, "simulate the first", median(|| drop_it(simulate(first))));
        print(&name, "draw the first", median(|| draw(&timeline)));
        let flat = flattened(&text);
        print(&name, "repair, flattened", median(|| drop_it(repair::repair(&flat))));
        print(&name, "a keystroke, all of it", median(|| keystroke(&text)));
        clock::js_yaml(&name, &text, RUNS);
    }
}

/// Page and worker, one after the other.
fn keystroke(text: &str) {
    let manifest = manifest::parse(text);
    let made: Vec<_> = manifest.objects.iter().filter_map(made).collect();
    let first = made.first().expect("invariant: the text begins with a Deployment");
    draw(&simulate(first));
    review(&manifest);
    made.iter().for_each(lint);
}

/// An object's Pod and what makes it.
type Made = (Pod, Option<Workload>);

fn made(object: &Object) -> Option<Made> {
    let pod = model::lower(object, NEWEST).pod?;
    let workload = model::workload(object, pod.clone(), NEWEST);
    Some((pod, workload))
}

fn lower(manifest: &Manifest) -> Vec<Made> {
    manifest.objects.iter().filter_map(made).collect()
}

fn review(manifest: &Manifest) {
    manifest.objects.iter().for_each(|object| drop_it(admission::review(object, NEWEST)));
}

fn lint((pod, workload): &Made) {
    let timeline = engine::simulate(pod, &infer(pod), NEWEST);
    drop_it(lint::lint(&timeline, workload.as_ref()));
}

/// The Pod that is looked at: the workload's first, if one makes it.
fn simulate((pod, workload): &Made) -> Timeline {
    let scenario = infer(pod);
    let Some(workload) = workload else { return engine::simulate(pod, &scenario, NEWEST) };
    let mut run = engine::simulate_workload(workload, &scenario, NEWEST);
    drop_it(scene::pod_strip(&run));
    run.pods.swap_remove(0).timeline
}

/// The picture and the list of events, as far as no browser is needed.
fn draw(of: &Timeline) {
    let scene = scene::build(of);
    let layout = Layout::new(&scene, None);
    drop_it(timeline::track(&scene, &layout));
    drop_it(timeline::gutter(&scene, &layout));
    drop_it(timeline::scrubber(&scene));
    drop_it(timeline::legend(&scene));
    let events: Vec<_> = of.events.iter().map(|event| event.id).collect();
    drop_it(markup::event_rows(of, &events));
}

/// What is left of a text that was copied from a page which shows no blanks at the line's beginning.
fn flattened(text: &str) -> String {
    text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n")
}

/// Objects one after the other, until there are that many lines.
fn of_lines(wanted: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        let part = OBJECTS[number % OBJECTS.len()].replace("NUMBER", &number.to_string());
        text += part.trim_start();
        if text.lines().count() >= wanted {
            break;
        }
        text += "---\n";
    }
    text
}

const OBJECTS: [&str; 4] = [
    "
# A web application behind a proxy, its logs shipped by a native sidecar.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-NUMBER
  namespace: shop
  labels:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: web-NUMBER
spec:
  replicas: 3
  selector:
    matchLabels:
      app.kubernetes.io/instance: web-NUMBER
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web
        app.kubernetes.io/instance: web-NUMBER
      annotations:
        checksum/config: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
    spec:
      serviceAccountName: web
      securityContext:
        fsGroup: 2000
      terminationGracePeriodSeconds: 60
      initContainers:
      - name: wait-for-database
        image: busybox:1.36
        command:
        - sh
        - -c
        - |
          until nc -z database 5432; do
            echo waiting
            sleep 2
          done
      - name: log-shipper
        image: fluent/fluent-bit:3.2
        restartPolicy: Always
        startupProbe:
          httpGet:
            path: /api/v1/health
            port: 2020
          periodSeconds: 2
        volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
      containers:
      - name: web
        image: ghcr.io/example/web:4.2.0
        ports:
        - name: http
          containerPort: 8080
        env:
        - name: LOG_FORMAT
          value: json
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
        readinessProbe:
          httpGet:
            path: /ready
            port: http
          periodSeconds: 5
        livenessProbe:
          httpGet:
            path: /live
            port: http
          initialDelaySeconds: 10
        lifecycle:
          preStop:
            sleep:
              seconds: 5
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
          limits:
            memory: 256Mi
        volumeMounts:
        - name: logs
          mountPath: /var/log/web
      - name: proxy
        image: envoyproxy/envoy:v1.34.0
        args: [\"-c\", \"/etc/envoy/envoy.yaml\"]
        volumeMounts:
        - name: proxy-config
          mountPath: /etc/envoy
      volumes:
      - name: logs
        emptyDir: {}
      - name: proxy-config
        configMap:
          name: web-NUMBER-proxy
",
    "
apiVersion: v1
kind: Service
metadata:
  name: web-NUMBER
  namespace: shop
spec:
  selector:
    app.kubernetes.io/instance: web-NUMBER
  ports:
  - name: http
    port: 80
    targetPort: http
",
    "
# Moves the data before a release.
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate-NUMBER
  namespace: shop
spec:
  backoffLimit: 2
  ttlSecondsAfterFinished: 600
  template:
    spec:
      restartPolicy: Never
      initContainers:
      - name: cloud-sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
        restartPolicy: Always
        args: [\"--port=5432\", \"example:north:main\"]
        startupProbe:
          tcpSocket:
            port: 5432
      containers:
      - name: migrate
        image: ghcr.io/example/web:4.2.0
        command: [\"bin/migrate\", \"up\"]
        env:
        - name: DATABASE_URL
          valueFrom:
            secretKeyRef:
              name: database
              key: url
        resources:
          requests:
            cpu: 250m
            memory: 256Mi
",
    "
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: cache-NUMBER
  namespace: shop
spec:
  serviceName: cache-NUMBER
  replicas: 2
  selector:
    matchLabels:
      app: cache-NUMBER
  template:
    metadata:
      labels:
        app: cache-NUMBER
    spec:
      containers:
      - name: redis
        image: redis:7.4
        args: [\"--appendonly\", \"yes\"]
        ports:
        - containerPort: 6379
        readinessProbe:
          exec:
            command: [redis-cli, ping]
        volumeMounts:
        - name: data
          mountPath: /data
      - name: exporter
        image: oliver006/redis_exporter:v1.66.0
        ports:
        - containerPort: 9121
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 5Gi
",
];
