using Experiments.Contracts.Settings;
using Experiments.Silo.Hosting;

ProcessPrivacy.Begin();
return await SiloProcess.RunAsync(args);
