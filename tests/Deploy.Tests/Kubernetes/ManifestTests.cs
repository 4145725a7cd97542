using Experiments.Deploy.Tests.Support;
using k8s.Models;

namespace Experiments.Deploy.Tests.Kubernetes;

public sealed class ManifestTests
{
    public static TheoryData<string> Overlays { get; } = ["overlays/cpu", "overlays/gpu"];

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Build_OfOverlay_GivesAllThatASiloNeeds(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);

        built.Objects.Select(made => made.GetType().Name).ShouldBe(
        [
            nameof(V1Namespace), nameof(V1ServiceAccount), nameof(V1PersistentVolumeClaim), nameof(V1Service),
            nameof(V1Deployment),
            nameof(V1Job), nameof(V1PodDisruptionBudget), nameof(V1NetworkPolicy),
        ], ignoreOrder: true);
        built.Objects.Cast<k8s.IKubernetesObject<V1ObjectMeta>>().Where(made => made is not V1Namespace)
            .ShouldAllBe(made => made.Metadata.NamespaceProperty == "experiments");
    }

    [Fact]
    public void Read_OfAKeyThatKubernetesDoesNotHave_Fails() => Should.Throw<Exception>(() => Manifests.Read(
        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nautomountServiceAccountTokens: false\n"));

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Pods_OfOverlay_RunWithoutPrivilege(string overlay)
    {
        foreach (var (name, _, pod) in (await Manifests.BuildAsync(overlay)).Pods)
        {
            pod.SecurityContext.RunAsNonRoot.ShouldBe(true, name);
            pod.SecurityContext.RunAsUser.ShouldNotBeNull(name).ShouldBeGreaterThan(0);
            pod.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault", name);
            pod.AutomountServiceAccountToken.ShouldBe(false, name);
            (pod.HostNetwork ?? pod.HostPID ?? pod.HostIPC).ShouldNotBe(true, name);
            pod.Volumes.ShouldAllBe(volume => volume.HostPath == null);
            foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
            {
                container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false, name);
                container.SecurityContext.Privileged.ShouldNotBe(true, name);
                container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true, name);
                container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"], name);
                (container.SecurityContext.RunAsUser ?? 1).ShouldNotBe(0, name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Containers_OfOverlay_HaveLimitsAndServingOnesProbes(string overlay)
    {
        foreach (var (name, serves, pod) in (await Manifests.BuildAsync(overlay)).Pods)
            foreach (var container in pod.Containers)
            {
                foreach (var resource in new[] { "cpu", "memory" })
                {
                    container.Resources.Limits.ShouldContainKey(resource, name);
                    container.Resources.Requests[resource].ToDecimal()
                        .ShouldBeLessThanOrEqualTo(container.Resources.Limits[resource].ToDecimal(), name);
                }

                container.Image.ShouldContain('/', customMessage: name);
                if (!serves) continue;
                V1Probe[] probes = [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe];
                foreach (var probe in probes)
                    container.Ports.ShouldContain(port => port.Name == probe.HttpGet.Port.Value, name);
            }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Selectors_OfOverlay_MatchTheSilos(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);
        var labels = built.Silo.Spec.Template.Metadata.Labels;
        var silos = new[]
        {
            built.Silo.Spec.Selector.MatchLabels,
            built.One<V1Service>().Spec.Selector,
            built.One<V1PodDisruptionBudget>().Spec.Selector.MatchLabels,
            built.One<V1NetworkPolicy>().Spec.PodSelector.MatchLabels,
            built.One<V1NetworkPolicy>().Spec.Ingress[0].FromProperty[0].PodSelector.MatchLabels,
            built.SiloPod.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution[0]
                .LabelSelector.MatchLabels,
            (await Manifests.BuildAsync("monitoring")).One<PodMonitor>().Spec.Selector.MatchLabels,
        };

        foreach (var selector in silos)
        {
            selector.ShouldNotBeEmpty();
            selector.ShouldBeSubsetOf(labels);
            selector.IsSubsetOf(built.One<V1Job>().Spec.Template.Metadata.Labels).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Ports_ThatOthersName_AreTheSilosOwn(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);
        var named = built.SiloContainer.Ports.ToDictionary(port => port.Name, port => port.ContainerPort);

        // The default ports of 'experiments serve'.
        named.ShouldBe(
            new Dictionary<string, int> { ["silo"] = 11111, ["gateway"] = 30000, ["http"] = 9464 }, ignoreOrder: true);
        built.One<V1Service>().Spec.Ports.Select(port => port.TargetPort.Value).ShouldBeSubsetOf(named.Keys);
        built.One<V1NetworkPolicy>().Spec.Ingress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value)
            .ShouldBeSubsetOf(named.Keys);
        (await Manifests.BuildAsync("monitoring")).One<PodMonitor>().Spec.PodMetricsEndpoints.Select(
            endpoint => endpoint.Port)
            .ShouldBeSubsetOf(named.Keys);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Silo_OfOverlay_IsToldItsAddressItsNodeAndTheDatabase(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);
        var container = built.SiloContainer;
        var fields = container.Env.Where(variable => variable.ValueFrom != null)
            .ToDictionary(variable => variable.Name, variable => variable.ValueFrom.FieldRef.FieldPath);

        container.Args.ShouldBe(["serve", "--listen=$(POD_IP)", "--node=$(NODE_NAME)", "--pool=$(POOL)"]);
        fields.ShouldBe(
            new Dictionary<string, string>
            {
                ["POD_IP"] = "status.podIP",
                ["NODE_NAME"] = "spec.nodeName",
            }, ignoreOrder: true);
        container.Env.Single(variable => variable.Name == "POOL").Value.ShouldBe(
            overlay.EndsWith("gpu") ? "h200" : "default");
        // Half a minute to drain, and then the shutdown of the silo.
        built.SiloPod.TerminationGracePeriodSeconds.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(90);
    }

    /// <summary>
    /// Manifests are applied repeatedly, and must not replace a real password by an example's. Silos are not given the
    /// password of the tables' owner.
    /// </summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Database_OfOverlay_IsInSecretsThatAreMadeByHand(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);
        var migration = built.One<V1Job>().Spec.Template.Spec;

        built.Objects.OfType<V1Secret>().ShouldBeEmpty();
        SecretOf(built.SiloContainer).ShouldBe("experiments-database");
        var migrate = migration.InitContainers.ShouldHaveSingleItem();
        var login = migration.Containers.ShouldHaveSingleItem();
        (SecretOf(migrate), SecretOf(login)).ShouldBe(("experiments-owner", "experiments-owner"));
        migrate.Args.ShouldBe(["db", "migrate"]);
        login.Args.ShouldBe(["db", "login", "silo", "--role", "silo"]);

        var guide = await File.ReadAllTextAsync(
            Repository.PathOf("docs", "deploying.md"), TestContext.Current.CancellationToken);
        guide.ShouldContain("kubectl -n experiments create secret generic experiments-owner --from-literal="
            + "EXPERIMENTS_DATABASE=");
        guide.ShouldContain("--from-literal=EXPERIMENTS_LOGIN_PASSWORD=");
        guide.ShouldContain("kubectl -n experiments create secret generic experiments-database --from-literal="
            + "EXPERIMENTS_DATABASE='Host=the-database;Database=experiments;Username=silo;");

        static string SecretOf(V1Container container)
        {
            var secret = container.EnvFrom.ShouldHaveSingleItem().SecretRef;
            // A missing secret keeps the pod from starting, with the secret's name as the reason.
            secret.Optional.ShouldNotBe(true, container.Name);
            return secret.Name;
        }
    }

    /// <summary>The keys of the Secret are those that cert-manager writes, and that the guide's command has.</summary>
    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Tls_OfOverlay_IsReadFromASecretThatMustBeThere(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);
        var volume = VolumeAt(built, "/run/tls").Secret;
        (volume.SecretName, volume.Optional ?? false, volume.DefaultMode).ShouldBe(("experiments-tls", false, 288));
        // A file that is mounted alone is never renewed.
        built.SiloContainer.VolumeMounts.ShouldAllBe(mount => mount.SubPath == null);
        var guide = await File.ReadAllTextAsync(
            Repository.PathOf("docs", "deploying.md"), TestContext.Current.CancellationToken);
        foreach (var (variable, key) in new[]
            { ("AUTHORITY", "ca.crt"), ("CERTIFICATE", "tls.crt"), ("KEY", "tls.key") })
        {
            built.SiloContainer.Env.Single(each => each.Name == $"EXPERIMENTS_TLS_{variable}").Value
                .ShouldBe($"/run/tls/{key}");
            guide.ShouldContain($"--from-file={key}=");
        }
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task Checkpoints_OfOverlay_AreInAVolumeThatAllSilosWrite(string overlay)
    {
        var built = await Manifests.BuildAsync(overlay);
        var claim = built.One<V1PersistentVolumeClaim>();

        var folder = built.SiloContainer.Env.Single(variable => variable.Name == "EXPERIMENTS_CHECKPOINTS").Value;
        VolumeAt(built, folder).PersistentVolumeClaim.ClaimName.ShouldBe(claim.Metadata.Name);
        claim.Spec.AccessModes.ShouldBe(["ReadWriteMany"]);
    }

    /// <summary>
    /// 4 GiB for each concurrent trial, whose program may keep a checkpoint of 1 GiB while it writes the next and a
    /// copy of one is being saved, and leave 1 GiB of files; and 2 GiB for everything else.
    /// </summary>
    [Theory]
    [InlineData("overlays/cpu", 8)]
    [InlineData("overlays/gpu", 32)]
    public async Task Scratch_OfOverlay_HoldsTheFoldersOfAllTrialsAtOnce(string overlay, int trials)
    {
        const decimal GiB = 1 << 30;
        var built = await Manifests.BuildAsync(overlay);

        VolumeAt(built, "/tmp").EmptyDir.SizeLimit.ToDecimal().ShouldBe((4 * trials + 2) * GiB);
        var shared = VolumeAt(built, "/dev/shm").EmptyDir;
        shared.Medium.ShouldBe("Memory");
        shared.SizeLimit.ToDecimal()
            .ShouldBeInRange(GiB, built.SiloContainer.Resources.Limits["memory"].ToDecimal() / 2);
    }

    private static V1Volume VolumeAt(Manifests built, string folder)
    {
        var mounted = built.SiloContainer.VolumeMounts.Single(mount => mount.MountPath == folder).Name;
        return built.SiloPod.Volumes.Single(volume => volume.Name == mounted);
    }

    [Fact]
    public async Task Silos_OnGpuMachines_HaveAllTheirGpusAndOnlyThey()
    {
        var gpu = await Manifests.BuildAsync("overlays/gpu");
        var cpu = await Manifests.BuildAsync("overlays/cpu");

        gpu.SiloContainer.Resources.Limits["nvidia.com/gpu"].ToDecimal().ShouldBeGreaterThan(0);
        gpu.SiloContainer.Resources.Requests["nvidia.com/gpu"].ShouldBe(
            gpu.SiloContainer.Resources.Limits["nvidia.com/gpu"]);
        gpu.SiloPod.NodeSelector.ShouldNotBeEmpty();
        gpu.SiloContainer.Image.ShouldEndWith(":cuda");
        cpu.SiloContainer.Resources.Limits.Keys.ShouldNotContain("nvidia.com/gpu");
        cpu.SiloContainer.Image.ShouldEndWith(":cpu");
    }
}
