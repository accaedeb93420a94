//! `ValidateVolumes`, `validateVolumeSource` and the sources' own functions.

use crate::{refuses, specs_are, takes, with_spec};

fn volume(fields: &str) -> String {
    with_spec(&format!("volumes: [{{name: d, {fields}}}]"))
}

#[test]
fn names() {
    specs_are(&[
        ("volumes: [{name: d}]", &[]),
        ("volumes: [{emptyDir: {}}]", &["volumes[0].name: Required"]),
        ("volumes: [{name: ''}]", &["volumes[0].name: Required"]),
        ("volumes: [{name: a.b}]", &["volumes[0].name: Invalid"]),
        ("volumes: [{name: a}, {name: a}]", &["volumes[1].name: Duplicate"]),
    ]);
}

#[test]
fn one_source_in_a_fixed_order() {
    for (fields, expected) in [
        ("hostPath: {path: /a}, emptyDir: {}", "hostPath: Forbidden"),
        ("emptyDir: {}, downwardAPI: {}", "downwarAPI: Forbidden"),
        ("emptyDir: {}, cephfs: {monitors: [a]}", "cephFS: Forbidden"),
        // The second is not looked into.
        ("configMap: {name: a}, secret: {secretName: ''}", "secret.secretName: Required"),
        ("configMap: {}, emptyDir: {}", "configMap.name: Required"),
    ] {
        let found = format!("volumes[0].{expected}");
        let mut expected = vec![found.as_str()];
        if fields.starts_with("configMap") {
            expected.push("volumes[0].configMap: Forbidden");
        }
        refuses(37, &volume(fields), &expected);
    }
}

#[test]
fn a_broken_volume_is_not_there_for_its_mounts() {
    let mounted = |volume: &str| {
        format!(
            "{{volumes: [{{name: d, {volume}}}], containers: [{{name: a, image: 'a:1', volumeMounts: [{{name: d, mountPath: /d}}]}}]}}"
        )
    };
    takes(37, &mounted("hostPath: {path: /x}"));
    refuses(
        37,
        &mounted("hostPath: {path: /x/..}"),
        &["volumes[0].hostPath.path: Invalid", "containers[0].volumeMounts[0].name: NotFound"],
    );
}

#[test]
fn sources() {
    for (fields, expected) in [
        ("emptyDir: {sizeLimit: 1Gi, medium: Memory}", ""),
        ("emptyDir: {sizeLimit: -1}", "emptyDir.sizeLimit: Forbidden"),
        ("hostPath: {path: /a, type: ''}", ""),
        ("hostPath: {path: /a, type: Folder}", "hostPath.type: NotSupported"),
        ("gitRepo: {repository: x, directory: /a}", "gitRepo.directory: Invalid"),
        ("gcePersistentDisk: {}", "persistentDisk.pdName: Required"),
        ("gcePersistentDisk: {pdName: a, partition: 256}", "persistentDisk.partition: Invalid"),
        ("awsElasticBlockStore: {volumeID: ''}", "awsElasticBlockStore.volumeID: Required"),
        ("secret: {secretName: a, defaultMode: 420}", ""),
        ("secret: {}", "secret.secretName: Required"),
        ("secret: {secretName: a, defaultMode: 512}", "secret.defaultMode: Invalid"),
        ("nfs: {server: a, path: b}", "nfs.path: Invalid"),
        ("iscsi: {targetPortal: a, iqn: x}", "iscsi.iqn: Invalid"),
        (
            "iscsi: {targetPortal: a, iqn: 'iqn.2001-04.com.example:x', lun: 256}",
            "iscsi.lun: Invalid",
        ),
        ("glusterfs: {endpoints: a, path: ''}", "glusterfs.path: Required"),
        ("flocker: {}", "flocker: Required"),
        ("flocker: {datasetName: a/b}", "flocker.datasetName: Invalid"),
        ("persistentVolumeClaim: {claimName: ''}", "persistentVolumeClaim.claimName: Required"),
        ("rbd: {image: a, monitors: []}", "rbd.monitors: Required"),
        ("cinder: {volumeID: a, secretRef: {}}", "cinder.secretRef.name: Required"),
        ("fc: {}", "fc.targetWWNs: Required"),
        ("fc: {targetWWNs: [a]}", "fc.lun: Required"),
        (
            "flexVolume: {driver: a/b, options: {k8s.io/x: z}}",
            "flexVolume.options[k8s.io/x]: Invalid",
        ),
        ("configMap: {name: a, items: [{key: k, path: a/b, mode: 256}]}", ""),
        ("configMap: {name: a, items: [{key: '', path: a}]}", "configMap.items[0].key: Required"),
        ("configMap: {name: a, items: [{key: k, path: ../a}]}", "configMap.items[0].path: Invalid"),
        ("configMap: {name: a, items: [{key: k, path: ..a}]}", "configMap.items[0].path: Invalid"),
        ("configMap: {name: a, items: [{key: k, path: /a}]}", "configMap.items[0].path: Invalid"),
        ("azureFile: {secretName: a, shareName: ''}", "azureFile.shareName: Required"),
        ("azureDisk: {diskName: a, diskURI: 'https://x'}", ""),
        ("azureDisk: {diskName: a, diskURI: x}", "azureDisk.diskURI: NotSupported"),
        (
            "azureDisk: {diskName: a, diskURI: 'https://x', kind: Own}",
            "azureDisk.kind: NotSupported",
        ),
        ("scaleIO: {gateway: a, system: b, secretRef: {name: s}}", "scaleIO.volumeName: Required"),
        ("csi: {driver: a_b}", "csi.driver: Invalid"),
        ("csi: {driver: Inline.example.com}", ""),
        ("ephemeral: {}", "ephemeral.volumeClaimTemplate: Required"),
        ("image: {reference: 'a:1'}", ""),
        ("image: {}", "image.reference: Required"),
        ("image: {reference: a, pullPolicy: Maybe}", "image.pullPolicy: NotSupported"),
        ("downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.labels}}]}", ""),
        (
            "downwardAPI: {items: [{fieldRef: {fieldPath: metadata.name}}]}",
            "downwardAPI.path: Required",
        ),
        ("downwardAPI: {items: [{path: a}]}", "downwardAPI: Required"),
        (
            "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: spec.nodeName}}]}",
            "downwardAPI.fieldRef.fieldPath: NotSupported",
        ),
        (
            "downwardAPI: {items: [{path: a, resourceFieldRef: {resource: limits.cpu}}]}",
            "downwardAPI.resourceFieldRef.containerName: Required",
        ),
        (
            "downwardAPI: {items: [{path: a, resourceFieldRef: {containerName: app, resource: limits.cpu}}]}",
            "",
        ),
        (
            "projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 600}}, {configMap: {name: a}}]}",
            "",
        ),
        ("projected: {sources: [{serviceAccountToken: {}}]}", "projected.path: Required"),
        (
            "projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 599}}]}",
            "projected.sources[0].serviceAccountToken.expirationSeconds: Invalid",
        ),
        (
            "projected: {sources: [{configMap: {name: a}, secret: {name: b}}]}",
            "projected.sources[0]: Forbidden",
        ),
        (
            "projected: {sources: [{configMap: {name: a, items: [{key: k, path: x}]}}, {secret: {name: b, items: [{key: k, path: x}]}}]}",
            "projected: Invalid",
        ),
        (
            "projected: {sources: [{configMap: {name: a, items: [{key: k, path: /x}]}}]}",
            "projected.sources[0].configMap.items[0].path: Invalid",
        ),
    ] {
        let path = format!("volumes[0].{expected}");
        let expected = if expected.is_empty() { vec![] } else { vec![path.as_str()] };
        refuses(37, &volume(fields), &expected);
    }
}

#[test]
fn claims_that_a_volume_makes() {
    let claim = "volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
    let both = format!(
        "volumes: [{{name: d, ephemeral: {{{claim}}}}}, {{name: e, persistentVolumeClaim: {{claimName: p-d}}}}]"
    );
    refuses(37, &with_spec(&both), &["volumes[1].persistentVolumeClaim.claimName: Invalid"]);
    takes(37, &with_spec(&both.replace("p-d", "q-d")));
}

#[test]
fn a_stateful_set_has_a_volume_for_each_claim() {
    let text = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {serviceName: s, selector: {matchLabels: {a: b}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}], template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: 'a:1', volumeMounts: [{name: data, mountPath: /d}]}]}}}}";
    assert_eq!(crate::errors(text, 37), []);
}
