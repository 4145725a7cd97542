using System.Collections.Immutable;

namespace Experiments.Training.Models;

/// <summary>The shape of a layer. A closed set of cases.</summary>
internal abstract record LayerShape
{
    private LayerShape() { }

    /// <summary>The number of learned parameters.</summary>
    public virtual long Parameters => 0;

    /// <summary>The number of running statistics, which are stored with the parameters.</summary>
    public virtual long Statistics => 0;

    /// <inheritdoc cref="ReshapeLayer"/>
    public sealed record Reshape(ImmutableArray<long> From, ImmutableArray<long> To) : LayerShape;

    /// <inheritdoc cref="ConvolutionLayer"/>
    public sealed record Convolution(string Name, int Side, int Inputs, int Outputs, int Kernel) : LayerShape
    {
        /// <inheritdoc/>
        public override long Parameters => ((long)Kernel * Kernel * Inputs + 1) * Outputs;
    }

    /// <inheritdoc cref="LinearLayer"/>
    public sealed record Linear(string Name, int Inputs, int Outputs) : LayerShape
    {
        /// <inheritdoc/>
        public override long Parameters => ((long)Inputs + 1) * Outputs;
    }

    /// <inheritdoc cref="BatchNormLayer"/>
    public sealed record Normalisation(string Name, int Width) : LayerShape
    {
        /// <inheritdoc/>
        public override long Parameters => 2L * Width;

        /// <inheritdoc/>
        public override long Statistics => 2L * Width;
    }

    /// <inheritdoc cref="ActivationLayer"/>
    public sealed record NonLinearity(Activation Kind) : LayerShape;

    /// <inheritdoc cref="PoolingLayer"/>
    public sealed record Pooling : LayerShape;

    /// <inheritdoc cref="DropoutLayer"/>
    public sealed record Dropping(double Share) : LayerShape;
}
