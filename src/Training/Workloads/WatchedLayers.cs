using Experiments.Training.Health;
using Experiments.Training.Models;

namespace Experiments.Training.Workloads;

/// <summary>Lists the layers of a network whose gradients are monitored.</summary>
internal static class WatchedLayers
{
    /// <summary>Returns each layer with weights, and the ReLUs after it.</summary>
    public static IReadOnlyCollection<WatchedLayer> From(Network network) =>
        [.. network.Layers.Index().Where(layer => layer.Item is WeightedLayer).Select(layer =>
        {
            var weighted = (WeightedLayer)layer.Item;
            var relu = network.Layers.Skip(layer.Index + 1).TakeWhile(next => next is not WeightedLayer)
                .OfType<ActivationLayer>().SingleOrDefault(next => next.Kind == Activation.Relu);
            var watched = new WatchedLayer(
                weighted.Name, weighted.WeightGradient.numel(), () => weighted.WeightGradient);
            return relu is null
                ? watched
                : watched with { Units = weighted.Bias.shape[0], ReluOutput = () => relu.Output };
        })];
}
