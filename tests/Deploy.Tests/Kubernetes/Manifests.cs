using Experiments.Deploy.Tests.Support;
using k8s;
using k8s.Models;

namespace Experiments.Deploy.Tests.Kubernetes;

/// <summary>
/// The output of kustomize, as types of the Kubernetes client. A key that these do not have is an error.
/// </summary>
internal sealed class Manifests
{
    private static readonly Dictionary<string, Type> OtherTypes = new()
    {
        ["monitoring.coreos.com/v1/PodMonitor"] = typeof(PodMonitor),
    };

    private Manifests(IReadOnlyList<object> objects) => Objects = objects;

    public IReadOnlyList<object> Objects { get; }

    public V1Deployment Silo => One<V1Deployment>();

    public V1PodSpec SiloPod => Silo.Spec.Template.Spec;

    public V1Container SiloContainer => SiloPod.Containers.ShouldHaveSingleItem();

    /// <summary>The pod templates: the name, whether the pod runs indefinitely, and its specification.</summary>
    public IEnumerable<(string Name, bool Serves, V1PodSpec Pod)> Pods =>
    [
        .. Objects.OfType<V1Deployment>()
            .Select(deployment => (deployment.Metadata.Name, true, deployment.Spec.Template.Spec)),
        .. Objects.OfType<V1Job>().Select(job => (job.Metadata.Name, false, job.Spec.Template.Spec)),
    ];

    public static async Task<Manifests> BuildAsync(string folder)
    {
        var yaml = await Tool.RunAsync("kubectl", "kubectl", Repository.Root, "kustomize", $"deploy/k8s/{folder}");
        return Read(yaml);
    }

    public static Manifests Read(string yaml) => new(KubernetesYaml.LoadAllFromString(yaml, OtherTypes, strict: true));

    public T One<T>() => Objects.OfType<T>().ShouldHaveSingleItem();
}
