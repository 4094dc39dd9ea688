// SPDX-License-Identifier: Apache-2.0
package io.outfall.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows figures as attributes of MBeans, one MBean per set of tags:
 * {@code io.outfall:type=s3-sink,connector=lake,task=0,topic=orders}.
 */
final class JmxMetricRegistry implements MetricRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(JmxMetricRegistry.class);
    private static final String DOMAIN = "io.outfall:";

    private final MBeanServer server;
    private final Map<String, String> identity;
    private final Map<Map<String, String>, FigureBean> beans = new LinkedHashMap<>();
    private final Map<FigureBean, ObjectName> names = new LinkedHashMap<>();

    /**
     * A registry with nothing in it.
     *
     * @param identity what tells the task from all others, as keys of the object names, in order
     */
    JmxMetricRegistry(MBeanServer server, Map<String, String> identity) {
        this.server = server;
        this.identity = identity;
    }

    @Override
    public void register(String name, String description, Map<String, String> tags, Supplier<?> value) {
        beans.computeIfAbsent(Map.copyOf(tags), this::newBean).add(name, description, value);
    }

    @Override
    public void close() {
        names.forEach((bean, name) -> {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException gone) {
                LOG.debug("MBean {} is gone already", name);
            } catch (JMException e) {
                LOG.warn("MBean {} stays behind", name, e);
            }
        });
        names.clear();
        beans.clear();
    }

    private FigureBean newBean(Map<String, String> tags) {
        Map<String, String> keys = new LinkedHashMap<>(identity);
        keys.putAll(tags);
        FigureBean bean = new FigureBean();
        // A task that was given up by its worker may still run beside the one that took its place.
        for (int instance = 2; !register(bean, keys); instance++) {
            keys.put("instance", Integer.toString(instance));
        }
        return bean;
    }

    private boolean register(FigureBean bean, Map<String, String> keys) {
        try {
            ObjectName name = new ObjectName(DOMAIN
                    + keys.entrySet().stream()
                            .map(key -> key.getKey() + "=" + quoted(key.getValue()))
                            .collect(Collectors.joining(",")));
            names.put(bean, server.registerMBean(bean, name).getObjectName());
            return true;
        } catch (InstanceAlreadyExistsException taken) {
            return false;
        } catch (JMException e) {
            throw new IllegalStateException("cannot register an MBean for " + keys, e);
        }
    }

    /** Quoted only where it must be, as Kafka's own object names are. */
    private static String quoted(String value) {
        return value.matches("[\\w.@%+/ -]+") ? value : ObjectName.quote(value);
    }
}
